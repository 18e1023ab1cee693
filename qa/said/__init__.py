"""Questions on who said something, and on what somebody said, from what articles quote."""
