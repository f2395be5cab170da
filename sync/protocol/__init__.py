"""What both ends of the wire must agree on. Pure: no disk, no network, no clock, no Qt."""
