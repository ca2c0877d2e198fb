"""Suspect links: somebody confirmed a link, and then the text at its other end changed.

A confirmation is a line of the item that has the link, `:confirmed: DX-I07-1@3f2a91c0`: the id of
the other end and the beginning of its fingerprint, which sphinx-needs derives from its text. So it
is written, reviewed and kept like everything else. A link that nobody confirmed is not watched.

`links` says which links are suspect, `confirm` writes the line, `command` is `plantrace confirm`.
"""
