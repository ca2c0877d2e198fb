"""Help for the person who edits: a new item, an item's trace, a site that follows every save.

`source` reads the Markdown as it is, without Sphinx; `new` (with `ids`, `place` and `contents`)
writes an item; `trace` and `terminal` show one; `live` and `reload` keep a site open; `snippets`
makes the editor's snippets from the metamodel; `comment` keeps one comment at a pull or merge
request. `commands` is their face at the command line.
"""
