"""Records with keys: JSON, JSON Lines, tables."""
