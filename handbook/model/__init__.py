"""The typed model of a handbook: what authors write. It knows no output."""
