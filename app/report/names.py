"""Chinese names of codes: papers, dossiers, events, elements; a code without a name shows itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.conditions import element_names
from knowledge.events import load_events
from knowledge.kinds import load_kinds


@dataclass(frozen=True)
class Names:
    """Code → name as the knowledge files give them. `papers`: event → kinds it is read from, best first."""

    documents: Mapping[str, str] = field(default_factory=dict)
    dossiers: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def document(self, code: str) -> str:
        """A kind of paper (文书种类)."""
        return self.documents.get(code, code)

    def dossier(self, code: str) -> str:
        """A kind of dossier (卷宗种类)."""
        return self.dossiers.get(code, code)

    def event(self, code: str) -> str:
        """An event (事件)."""
        return self.events.get(code, code)


def load_names() -> Names:
    """The names under knowledge/. Raises KnowledgeError when a file there does not hold together."""
    kinds, events = load_kinds(), load_events()
    return Names(
        documents=kinds.documents,
        dossiers=kinds.dossiers,
        events={code: event.name for code, event in events.items()},
        elements=element_names(),
        papers={code: event.papers for code, event in events.items()},
    )
