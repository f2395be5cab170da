"""Handing work over without a network: packing, carrying, delivering, and the second copy of what was not sent."""
