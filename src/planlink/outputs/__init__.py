"""Records → papers and data. Nothing is decided here."""
