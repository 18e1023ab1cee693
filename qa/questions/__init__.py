"""What is asked: a follow-up made to stand alone, taken apart once, and what it says of time."""
