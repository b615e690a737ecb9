"""How a search understands words: letters to stems, compounds to parts, and what is said in another way."""
