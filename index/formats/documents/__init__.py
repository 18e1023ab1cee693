"""What word processors, e-book readers and printers write."""
