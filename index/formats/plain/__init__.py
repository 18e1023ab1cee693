"""Files of text, of one article or of several."""
