"""What a person can do on this device, one function each, and what they can look at. No Qt, no network."""
