"""Charts: numbers in, places and sizes in SVG units out; templates draw them, styles color them."""
