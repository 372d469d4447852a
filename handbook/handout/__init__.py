"""Handouts: the slides of a deck on paper, with lines for notes. This room knows both outputs and joins them."""
