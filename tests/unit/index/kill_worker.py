"""Audits made-up dossiers without end and indexes them, saying what is safely kept; made to be killed."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from index_papers import DAY, ROOT, make_dossier, make_reading

from index.drain import drain, index_folder, open_index
from index.store import Store


def place_of(store: Store, server: str) -> Path | str:
    """Where the index is: on that server, or beside the store."""
    place = server or index_folder(store)
    assert place is not None
    return place


def main(url: str, server: str, seed: int) -> None:
    """Prints `saved DOSSIER WORD` after a dossier is kept, `gone DOSSIER` after a run left it out."""
    chance = random.Random(seed)
    with Store.open(url) as store:
        index = open_index(store, place_of(store, server))
        for n in range(1_000_000):
            run = store.begin_run("audit", as_of=DAY, roots=[ROOT])
            names = [f"案{i}" for i in range(30) if chance.random() < 0.8]
            for name in names:
                word = f"字{seed}x{n}" if chance.random() < 0.7 else "不变"
                papers = [make_reading(f"{word}，{name}的第{i}份", source=f"{name}/{i}") for i in range(3)]
                print(f"saving {name} {word}", flush=True)
                store.save_dossier(run, make_dossier(name, *papers), root=ROOT)
                print(f"saved {name} {word}", flush=True)
                if chance.random() < 0.2:
                    drain(store, index)
            print(f"finishing {' '.join(names)}", flush=True)
            store.finish_run(run)
            print(f"finished {' '.join(names)}", flush=True)
            drain(store, index)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
