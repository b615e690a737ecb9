"""The pages of people and organisations, one module per theme."""
