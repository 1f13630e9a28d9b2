"""Files to take along: rows in, bytes out, from one list of columns for all formats."""
