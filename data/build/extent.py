"""The part of the world the base map shows."""

# North enough for the whole bend of the Tigris below its first point.

WEST, SOUTH, EAST, NORTH = 37.5, 28.5, 50.0, 38.6
