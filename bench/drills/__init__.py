"""Drills: the site under load, attack and bad luck, with real processes and a clear verdict."""
