"""A grid worker who is killed in the middle of the work. Started by test_kill.

Imports once and forks a child for every "go" on stdin; the child works on and on, and says on stdout what the desk has
promised: a line is written only after the call that promises it has returned.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from fieldclient.work import open_desk
from fieldclient.work.views import DraftView
from tests.fieldclient.store.making import WANG, photo, session


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(folder: Path, sources: Path, life: int) -> None:
    desk = open_desk(folder)
    desk.signed_in(session(WANG))
    say("open", desk.status().waiting)
    for number in count():
        draft = desk.new_draft()
        say("draft", draft.id)
        for name in ("far", "near"):
            source = sources / f"{life}-{number}-{name}.jpg"
            source.write_bytes(photo(life * 1000 + number * 2 + (name == "near"), 1600, 1200))
            tell_photos(desk.add_photos(draft.id, [source]))
        tell_photos(desk.add_photo_bytes(draft.id, photo(500_000 + life * 1000 + number)))
        for length in (1, 2, 3):
            text = "字" * length
            desk.save_field(draft.id, "description", text)
            say("field", draft.id, length)
        desk.save_field(draft.id, "subcategory", "C01-01")
        desk.place_by_hand(draft.id, 36.3, 120.4)
        case_id = desk.submit(draft.id)
        say("sealed", draft.id, case_id)


def tell_photos(draft: DraftView) -> None:
    say("photos", draft.id, ",".join(each.sha256 for each in draft.photos))


def main() -> None:
    folder, sources = Path(sys.argv[1]), Path(sys.argv[2])
    photo(1)  # what decoders need is loaded before the first child
    for life, line in enumerate(sys.stdin):
        if line.strip() != "go":
            return
        child = os.fork()
        if child == 0:
            work(folder, sources, life)
            os._exit(0)
        say("child", child)
        os.waitpid(child, 0)
        say("dead", child)


if __name__ == "__main__":
    main()
