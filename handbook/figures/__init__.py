"""The geometry of diagrams: boxes, lines and fitted labels in points, worked out once for each output."""
