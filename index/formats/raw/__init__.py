"""A file, and its bytes as characters."""
