"""What a line says: an article's title, authors, dates, publisher and addresses."""
