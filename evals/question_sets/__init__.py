"""Question sets: what is asked and what is right, read, checked and written."""
