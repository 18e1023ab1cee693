"""Files that are packed in others."""
