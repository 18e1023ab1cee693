"""Which article it is, and what is believed of it."""
