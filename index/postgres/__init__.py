"""PostgreSQL: its addresses, its connections, its errors as sentences, its locks."""
