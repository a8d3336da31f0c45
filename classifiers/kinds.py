"""What kind of paper a document is."""

from classifiers.features import View, view_of
from classifiers.model import Model, load
from dossier.case import Label
from dossier.document import Document
from language.contents import is_list

REJECTED = "other"
LIST, IS_LIST = "file_catalogue", 0.95


def classify(document: Document) -> Label:
    """The paper's kind; `other` with the best guess where its probability stays below the model's threshold."""
    found = label(view_of(document), load())
    if found.kind != LIST and is_list(document):  # its words are those of the papers it names
        return Label(kind=LIST, probability=IS_LIST, guess=LIST, reason="题为“目录”，通篇是编号、题名和页码")
    return found


def label(view: View, model: Model) -> Label:
    """The label of a paper seen through its view."""
    if not view.words and not view.title:
        return Label(kind=REJECTED, probability=1.0, guess=REJECTED, reason="没有可读的文字")
    probabilities = model.probabilities(view)
    best = int(probabilities.argmax())
    guess = model.kinds[best]
    probability = round(model.sureness(view, best, float(probabilities[best])), 4)
    reason = _reason(view, model, best)
    if probability < model.threshold:
        reason += f"；概率 {probability:.2f} 低于 {model.threshold:.2f}，不作认定"
        return Label(kind=REJECTED, probability=probability, guess=guess, reason=reason)
    return Label(kind=guess, probability=probability, guess=guess, reason=reason)


def _reason(view: View, model: Model, best: int) -> str:
    """What decided, in Chinese: the title's words, the text's, and whether the two disagree."""
    told: list[str] = []
    if view.hit:
        held = "" if view.hit.kind == model.kinds[best] else "（正文不支持）"
        told.append(f"标题含“{'”“'.join(view.hit.words)}”{held}")
    elif view.title:
        told.append("标题未合任何规则")
    else:
        told.append("没有标题")
    words = model.text.speaking(0, view.words, best, 5)
    if words:
        told.append(f"正文关键词：{'、'.join(words)}")
    return "；".join(told)
