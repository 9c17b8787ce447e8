"""The tree of a document → what the plan says: items, measures, indicators, declarations."""
