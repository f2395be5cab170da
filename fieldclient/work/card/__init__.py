"""A whole card or folder at once: found, taken in durably, placed by tracks, and grouped into draft reports."""
