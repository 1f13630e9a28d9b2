"""Files on their way in: bytes in, rows out, each compared with what is on record."""
