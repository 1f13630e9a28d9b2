"""Reading: the filter, selects that callers run, the cube and what is counted from it."""
