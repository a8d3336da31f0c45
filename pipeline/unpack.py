"""Archives and mails among the files found: what is in them becomes files of its own, named below them."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial

from dossier.base import Record
from dossier.errors import Error, ReadError
from pipeline.discover import Found
from pipeline.executor import Crew, Died, cores
from pipeline.ingest import DIED
from pipeline.originals import at_hand
from pipeline.readers import CONTAINERS, Listed, list_members, opened, sniff
from pipeline.readers import formats as media
from pipeline.settings import Settings
from pipeline.worker import deadline, extend

PAPERS = frozenset({media.EML})
"""Containers that are papers themselves."""
TOGETHER = 16


class Unpacked(Record):
    """What became of a file that may be a container. `media_type` None: it is none."""

    media_type: str | None = None
    members: tuple[Listed, ...] = ()
    error: Error | None = None


def unpack_all(found: Sequence[Found], *, settings: Settings, make: Callable[[], Executor]) -> list[Found]:
    """The files found, with the members of containers behind each; read by workers, under their limits."""
    packed = [item for item in found if item.packed and item.error is None]
    if not packed:
        return list(found)
    crew = Crew(make, width=settings.jobs or cores())
    batches = (packed[i : i + TOGETHER] for i in range(0, len(packed), TOGETHER))
    try:
        said = crew.map(partial(unpack, settings=settings), batches)
        answers = {item.path: answer for item, answer in said}
    except BaseException:
        crew.close(cancel=True)
        raise
    crew.close()
    return [one for item in found for one in _with_members(item, answers.get(item.path))]


def unpack(items: Sequence[Found], *, settings: Settings) -> list[Unpacked]:
    """In a worker: lists what is in each container."""
    return [_unpack(item, settings) for item in items]


def _unpack(item: Found, settings: Settings) -> Unpacked:
    members: list[Listed] = []
    found = None
    try:
        with (
            deadline(settings.max_seconds),
            at_hand(item.path, item.original, item.inner, settings.originals) as here,
            opened(here, settings.limits) as place,
        ):
            found = sniff(place, settings.limits)
            if found not in CONTAINERS:
                return Unpacked()
            for member in list_members(place, settings.limits, settings.passwords):
                extend(settings.max_seconds)
                members.append(member)
    except ReadError as error:
        if found is None:
            return Unpacked()  # the file's own reader will say so
        said = Error(code=error.code, message=error.message)
        return Unpacked(media_type=found, members=tuple(members), error=said)
    return Unpacked(media_type=found, members=tuple(members))


def _with_members(item: Found, answer: Unpacked | Died | None) -> list[Found]:
    if answer is None:
        return [item]
    if isinstance(answer, Died):
        answer = Unpacked(error=DIED[answer])
    error = (answer.error.code, answer.error.message) if answer.error else None
    own = item.model_copy(update={"container": answer.media_type, "error": error})
    return [own, *(_member(item, member) for member in answer.members)]


def _member(item: Found, member: Listed) -> Found:
    return item.model_copy(
        update={
            "path": f"{item.path}/{member.name}",
            "source": f"{item.source}/{member.name}",
            "size": member.size,
            "sha256": member.sha256,
            "container": member.media_type,
            "error": member.error,
            "packed": False,
            "inner": member.name,
        }
    )
