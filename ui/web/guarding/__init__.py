"""What stands before the pages: who may come, how many, how often."""
