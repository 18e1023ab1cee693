"""Where an archive is: in a folder, or in PostgreSQL."""
