"""Rafidain: the map of a network of local social forums on the Tigris and the Euphrates."""
