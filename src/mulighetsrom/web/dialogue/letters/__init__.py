"""What is written to people about dialogues: to whom, and each theme's letters in the receiver's language."""
