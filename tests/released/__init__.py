"""What released versions left behind on devices, at hubs and on the wire, and that it is understood for ever."""
