"""What goes to the bank: pain.001 for euros, a list for everything else. The same batch, the same bytes."""
