"""Maps: rows in, rendered map out; folium for the browser, SVG for everyone."""
