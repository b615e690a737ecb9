"""Mulighetsrom: the early phase of public procurement in one place."""
