# -*- coding: utf-8 -*-
"""The one file to start: ``python3 main.py [COMMAND] [ARGUMENTS]`` on any machine with Python 3.11 or newer.

It needs nothing installed. The first start makes an environment of exact versions (see fieldclient/start);
every later start only looks at a stamp and goes on inside that environment.

This file alone must be readable by every Python back to 2.7, so that an old one shows a sentence and not a
syntax error. That is why it is written so plainly and why everything else is imported after the check.
"""

import os
import sys

OLDEST = (3, 11)


def too_old():
    version = ".".join(str(part) for part in sys.version_info[:3])
    text = (
        u"fieldclient \u9700\u8981 Python 3.11 \u6216\u66f4\u65b0\u7684\u7248\u672c\uff0c\u73b0\u5728\u662f "
        u"%s\u3002\n"
        u"fieldclient needs Python 3.11 or newer and this is %s: install a newer one and start it again with "
        u"\"python3.11 main.py\".\n" % (version, version)
    )
    # The bytes are written as they are: an old Python in a plain locale would stop at the Chinese half.
    getattr(sys.stderr, "buffer", sys.stderr).write(text.encode("utf-8"))
    return 2


def main():
    if sys.version_info < OLDEST:
        return too_old()
    here = os.path.dirname(os.path.abspath(__file__))
    if here not in sys.path:
        # Python leaves a script's own folder out when it was told to be safe (-I, -P, PYTHONSAFEPATH).
        sys.path.insert(0, here)
    from fieldclient.start.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
