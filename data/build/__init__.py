"""Rebuilds the base map and the gazetteer from the published packages they come from."""
