"""What the themes call things, for the history, the log and the pages."""
