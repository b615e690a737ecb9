"""Market dialogue: an invitation with its parts, what is told to whom and when, and the answer that ends it."""
