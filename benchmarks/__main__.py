"""All benchmarks: `python -m benchmarks DATA`, DATA being the folder with pages, phrases, listings."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import dates, duplicates, publishing, reading, settling, topics


def main() -> int:
    """Run every benchmark that the data folder has input for; return the exit status."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(
            "usage: python -m benchmarks DATA   (make bench DATA=folder with pages/, phrases/, duplicates/)"
        )
        return 2
    data = Path(sys.argv[1])
    for bench in (reading, dates, topics, duplicates, settling, publishing):
        print(f"\n{(bench.__doc__ or '').splitlines()[0]}")
        for line in bench.run(data):
            print("  " + line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
