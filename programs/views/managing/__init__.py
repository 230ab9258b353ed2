"""Pages of program managers, read by auditors too."""
