"""Patrols: own track, grids walked, reports made on the way. The track stays on this device unless its person shares it."""
