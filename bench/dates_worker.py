"""JioNLP for `dates_peer.py`: JSON lines of text and base date on standard input, lists of ISO days out.

Runs in an environment of its own and imports nothing of this project.
"""

import contextlib
import json
import re
import sys
import time
from typing import Any


def main() -> None:
    with contextlib.redirect_stdout(sys.stderr):  # it greets on standard output
        import jionlp
    for line in sys.stdin:
        asked = json.loads(line)
        base = {"time_base": time.mktime(time.strptime(asked["base"], "%Y-%m-%d"))} if asked["base"] else {}
        with contextlib.redirect_stdout(sys.stderr):
            found = jionlp.ner.extract_time(asked["text"], with_parsing=True, **base)
        print(json.dumps(sorted({day for item in found or [] for day in _days(item)})), flush=True)


def _days(item: dict[str, Any]) -> list[str]:
    times = (item.get("detail") or {}).get("time")
    ends = times if isinstance(times, list) else []
    return [end[:10] for end in ends if isinstance(end, str) and re.match(r"\d{4}-\d\d-\d\d", end)]


if __name__ == "__main__":
    main()
