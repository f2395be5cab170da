"""A bad access link on this very machine: a TCP proxy in a process of its own with a rate, a delay, cuts, stalls and portals.

`plan` says how a link behaves and what it can carry at best (pure); `channel` is one direction of it (pure); `proxy` carries
bytes between real sockets; `process` starts one beside a test or a measurement.

What it does not do: TCP's slow start and the loss of single packets. Bytes that a cut finds on the way are lost, as are
those that wait in its own small buffers.
"""
