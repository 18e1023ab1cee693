"""What is said to the archive and is no question about its articles."""
