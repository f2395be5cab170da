"""A card or folder at once: taken in, put right by clocks and tracks, sorted into draft reports."""
