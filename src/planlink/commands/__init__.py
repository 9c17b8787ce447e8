"""The commands of planlink, one module each; every one calls a verb and prints its result."""
