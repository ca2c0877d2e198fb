"""`plantrace init`: a project of another town, complete and small, in a folder of its own.

`template/` is what is written; the programs beside it are copied from the project that is run.
"""
