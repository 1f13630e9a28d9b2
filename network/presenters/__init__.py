"""Records and figures, made into what a template says."""
