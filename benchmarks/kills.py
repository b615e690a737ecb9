"""Kill the web process or the worker at random moments while somebody publishes, draws, answers, closes or changes.

    python benchmarks/kills.py --times 200 --seed 1

The same as in `make test`, more often (`tests/web/test_kills.py`): real processes on a database of their own, real HTTP
and SMTP, SIGKILL. Prints how many kills fell inside the work, and what was half-done, lost or doubled. A letter that is
doubled in the gap was taken by the mail server and not noted yet by us: it goes once more, under the same Message-ID.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys


def main() -> int:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--times", type=int, default=200)
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    environment = {"MULIGHETSROM_TEST_KILLS": str(asked.times), "MULIGHETSROM_TEST_SEED": str(asked.seed)}
    test = [sys.executable, "-m", "pytest", "-q", "tests/web/test_kills.py"]
    return subprocess.run(test, env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
