"""The catalogue: everything an archive holds, in SQLite."""
