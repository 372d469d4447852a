"""The printed book: HTML by templates, pages by WeasyPrint, a PDF with everything in its place."""
