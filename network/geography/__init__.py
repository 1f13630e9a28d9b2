"""Rivers, gazetteer and projection: no Flask, no tables."""
