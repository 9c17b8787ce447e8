"""整合性点検: what is covered, what is missing, what contradicts. Checks are functions; their words are templates."""
