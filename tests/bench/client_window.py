"""Run by `bench start`: the real client, up to the first frame that shows its home page and takes a click."""

from __future__ import annotations

import sys

from fieldclient.ui import engine
from fieldclient.ui.app import Client
from fieldclient.ui.options import parser


def main() -> int:
    application = engine.application(["fieldclient"])
    client = Client(parser().parse_args(sys.argv[1:]))
    try:
        window = client.open()

        def shown() -> None:
            if client.frame.place == "home" and client.frame.room("home").property("loaded"):
                print("interactive", flush=True)
                window.frameSwapped.disconnect(shown)
                application.quit()

        window.frameSwapped.connect(shown)
        return application.exec()
    finally:
        client.close()


if __name__ == "__main__":
    sys.exit(main())
