"""What readers said of answers, read, and made into questions."""
