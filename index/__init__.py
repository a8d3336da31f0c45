"""Store and index: the record of everything read and found, and what answers searches.

store.py        Store, over files.py content.py runs.py keep.py shelf.py outbox.py people.py jobs.py trail.py searches.py
database.py     transactions on SQLite and PostgreSQL; schema.py the tables, upgrade.py and migrations/ their revisions
corrections.py  what persons said, put in place (amend.py: one correction; overlap.py: the same place)
entry.py        a paper as the index takes it; links.py its relations; fields.py what stands in an index's fields
search.py       Query, Viewer, Hit, SearchIndex: the seam. parse.py plan.py clauses.py answer.py alike.py snippets.py
                serve every engine: embedded.py (tantivy) and elastic.py, each with its *_query.py
told.py         what papers say becomes of norms (修改、废止), and which norms they mean
drain.py        from the store to the index: outbox, rebuild, comparison
"""
