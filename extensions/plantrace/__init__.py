"""plantrace: municipal plans as traceable, checked documents.

The product itself. `setup()` only calls each feature's own setup; the features are in `model`
(items, links, roll-up, fiscal years), `findings` (what is wrong, in Japanese) and `views`
(matrix, hierarchy, tables).
"""
