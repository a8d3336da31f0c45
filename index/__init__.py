"""Store and index: the record of everything read and found, and what answers searches.

store.py        Store, over files.py content.py runs.py keep.py shelf.py outbox.py database.py schema.py
corrections.py  what persons said, put in place (amend.py: one correction; overlap.py: the same place)
search.py       Query, Hit, SearchIndex: the seam; parse.py and snippets.py serve every engine
embedded.py     the tantivy index (fields.py plan.py facets.py packed.py entry.py)
drain.py        from the store to the index: outbox, rebuild, comparison
"""
