"""Where things are: choosing between positions, and the datums they are given in. No Qt here.

`choose` decides which of several positions counts; `datum` turns Chinese map degrees into WGS-84 and back, at the edges only.
This room is also where recorded tracks (a position for a camera without GNSS, by time), unit grids (which grid a point lies
in) and map tiles belong.
"""
