"""The printed book: HTML by templates, pages by WeasyPrint, a PDF with everything in its place."""

import warnings

# A machine without fonts of its own is nothing to warn of: the book brings its faces. The engine warns when it is
# imported, so this stands before every import of it.
warnings.filterwarnings("ignore", message="No fonts configured")
