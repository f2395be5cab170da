"""The two ends of one wire: what they agree on, the device's half and the hub. Qt never appears here."""
