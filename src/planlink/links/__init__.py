"""Measures → goals, targets, viewpoints and themes, each with its evidence: `linking.link_measures`, `link_text`."""
