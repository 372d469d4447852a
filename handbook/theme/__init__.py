"""Themes: tokens with units, style sheets and templates, each theme able to extend another."""
