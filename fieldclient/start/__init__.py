"""What runs before the environment exists: finding or making it, and handing over to a command inside it.

Only the standard library may be imported here, and on the way of an ordinary start as little of it as possible.
"""
