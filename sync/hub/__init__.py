"""The server's half: intake, triage, routing, handling, checking, closing, feed, media and accounts. Knows no window."""
