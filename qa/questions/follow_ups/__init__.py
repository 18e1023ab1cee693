"""What a follow-up takes up from the conversation, and the question that it stands for."""
