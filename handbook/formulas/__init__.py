"""Mathematics: TeX read once into a small tree, which print, slides and running text draw each in its own way."""
