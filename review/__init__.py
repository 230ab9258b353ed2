"""What reviewing needs, by subject: requests for documents and the clocks of answers."""
