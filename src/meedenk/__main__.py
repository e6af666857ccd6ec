"""`python -m meedenk` is the command `meedenk`."""

import sys

from .cli import main

sys.exit(main())
