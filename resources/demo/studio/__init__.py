"""Where the demo's photos are taken: a small street built and lit by a path tracer. For maintainers; see `make_photos.py`."""
