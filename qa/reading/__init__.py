"""What passages hold for a question: which sentences, which words, how sure."""
