"""How fast the pages are, as ratios within one run (`make bench`, docs/speed.md)."""
