"""Pages of lines → the tree of headings, paragraphs and tables."""
