"""What lasts: the database, copies, decisions, search, the build."""
