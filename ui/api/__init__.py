"""What programs ask by: the same answers as everywhere, over HTTP."""
