"""The client on the device: its store, what it captures, what a person can do with it, and the window."""

import os

# numpy begins as many threads as there are processors, which go on turning for a while after each product: beside the window's
# thread, on a tablet's two processors, it then waited for one. Pictures are compared one after the other anyway.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.2.0"
