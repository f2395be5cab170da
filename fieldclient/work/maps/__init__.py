"""The map: what is in view, tiles on this device, areas that are taken along. No Qt."""
