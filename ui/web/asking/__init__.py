"""Questions of the page, from the line to the end of their answers."""
