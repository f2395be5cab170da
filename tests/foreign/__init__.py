"""Others' programs against ours over the open interface (tus 1.0): their clients at our hub, our client at their server."""
