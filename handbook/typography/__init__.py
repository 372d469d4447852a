"""Chinese text as data: how wide it is and where its lines break."""
