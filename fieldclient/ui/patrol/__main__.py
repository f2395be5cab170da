"""`python -m fieldclient.ui.patrol`: the command without its starter."""

import sys

from fieldclient.ui.patrol.command import main

sys.exit(main())
