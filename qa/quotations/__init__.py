"""What an article quotes: who says which words, directly or not."""
