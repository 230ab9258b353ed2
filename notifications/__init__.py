"""Messages to people; knows an address, a language, a template, and nothing of claims."""
