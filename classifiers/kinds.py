"""What kind of paper a document is."""

from classifiers.rules import title_rule
from dossier.case import Label
from dossier.document import Document
from language.heads import heads
from language.titles import title_of


def classify(document: Document) -> Label:
    """Kind by the title's rule; `other` without one."""
    order = next((row.text for page in document.pages[:1] for row in heads(page) if row.form == "order"), "")
    hit = title_rule(title_of(document), order)
    if hit is None:
        return Label(kind="other", probability=0.5, guess="other", reason="标题未合任何规则")
    return Label(kind=hit.kind, probability=0.9, guess=hit.kind, reason=f"标题含“{'”“'.join(hit.words)}”")
