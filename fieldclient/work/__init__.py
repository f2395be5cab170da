"""What a person can do on this device, one function each, and what they can look at. No Qt, no network."""

from fieldclient.work.opening import data_dir, open_desk
from fieldclient.work.real_desk import RealDesk

__all__ = ["RealDesk", "data_dir", "open_desk"]
