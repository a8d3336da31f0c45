"""Elasticsearch's mapping, a paper as it stands in it, and clauses as its queries. Needs no plugin, no module.

Analyzers, scripts and `_reindex` are left to others: tokens come ready (fields.py), joined by spaces. So both
engines find the same, and the server may be any distribution.
"""

from base64 import b64encode
from typing import Any

from index.clauses import AllOf, AnyOf, Between, Boost, Clause, Everything, Has, Nothing, Phrase
from index.fields import (
    COUNTED,
    FACETS,
    KEYWORDS,
    NUMBERS,
    PLACED,
    keyword_fields,
    number_fields,
    token_fields,
)
from index.packed import packed
from index.search import Entry

TOKENS = (*PLACED, COUNTED, "u")
COUNTED_BY = frozenset(FACETS)
DEEPEST = 11_000  # Query's furthest offset and longest page
Json = dict[str, Any]


def settings(*, shards: int) -> Json:
    """Of an index that is being filled: nothing is made visible or copied before it is published."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": DEEPEST,
        "codec": "best_compression",
    }


def mapping(meta: Json) -> Json:
    """The fields of fields.py. `meta`: whose index this is and of which version."""
    text: Json = {"type": "text", "analyzer": "whitespace", "norms": False}
    fields: Json = dict.fromkeys(PLACED, text)
    fields |= {
        COUNTED: {**text, "index_options": "freqs", "norms": True},
        "u": {**text, "index_options": "docs"},
    }
    fields |= {name: {"type": "keyword", "doc_values": name in COUNTED_BY} for name in ("id", *KEYWORDS)}
    fields |= {name: {"type": "long"} for name in (*NUMBERS, "revision")}
    fields["record"] = {"type": "binary", "store": True}  # apart from _source, where it would be text
    return {
        "dynamic": "strict",
        "_meta": meta,
        "_source": {"excludes": [*TOKENS, "near", "record"]},
        "properties": fields,
    }


def make_document(entry: Entry) -> Json:
    """The paper with all its fields."""
    tokens = {
        field: values if field in KEYWORDS else " ".join(values)
        for field, values in token_fields(entry).items()
        if values
    }
    known: Json = {"id": entry.document, "revision": entry.revision, **keyword_fields(entry)}
    return known | tokens | number_fields(entry) | {"record": b64encode(packed(entry)).decode()}


def to_query(clause: Clause) -> Json:
    """The clause as a query."""
    match clause:
        case Everything():
            return {"match_all": {}}
        case Nothing():
            return {"match_none": {}}
        case Has(field, values):
            return _has(field, values)
        case Phrase(field, tokens):
            return {"match_phrase": {field: {"query": " ".join(tokens)}}}
        case Between(field, low, high):
            ends = {name: end for name, end in (("gte", low), ("lte", high)) if end is not None}
            return {"range": {field: ends}} if ends else {"exists": {"field": field}}
        case Boost(inner, factor):
            return {"bool": {"must": [to_query(inner)], "boost": factor}}
        case AnyOf(choices, least):
            return {"bool": {"should": [to_query(c) for c in choices], "minimum_should_match": least}}
        case AllOf(must, never, filters, rank):
            return {
                "bool": {
                    "must": [to_query(c) for c in must] or [{"match_all": {"boost": 0}}],
                    "must_not": [to_query(c) for c in never],
                    "filter": [to_query(c) for c in filters],
                    "should": [to_query(c) for c in rank],
                }
            }


def _has(field: str, values: tuple[str | int, ...]) -> Json:
    if len(values) == 1:
        return {"term": {field: {"value": values[0]}}}
    return {"terms": {field: list(values)}}
