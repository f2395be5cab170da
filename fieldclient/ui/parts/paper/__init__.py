"""Paper: a surface in millimetres, maps on it, and sheets of A4 whose blocks fall onto pages. Loaded with the first sheet."""
