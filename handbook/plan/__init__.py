"""Step 3, plan: numbers, references and order of the book and the decks, before anything is drawn."""
