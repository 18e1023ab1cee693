"""What the pages of the archive show, before it is HTML: what is asked for, choices, bars."""
