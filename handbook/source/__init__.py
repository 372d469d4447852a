"""Step 1, read, and step 2, check: from files to a `Handbook`, with all problems of all files at once."""
