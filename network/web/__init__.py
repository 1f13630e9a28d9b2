"""The frame of HTTP: what every address shares, whatever it tells."""
