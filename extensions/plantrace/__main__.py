"""`python -m plantrace` in an environment where the package is installed."""

import sys

from plantrace.cli import main

sys.exit(main())
