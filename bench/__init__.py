"""What pages and filters cost, against what people would do instead: `make bench`."""
