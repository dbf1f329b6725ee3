"""`make bench`: every benchmark in turn, a table for each, and all numbers in bench/results.json.

`python -m bench serving weight` runs those that are named.
"""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from pathlib import Path

from bench import bars, charting, fronting, importing, judging, searching, serving, starting, storing, weight
from bench.table import Row, printed
from make.temporary_site import ROOT

BENCHMARKS = {
    "starting": starting,
    "weight": weight,
    "serving": serving,
    "charting": charting,
    "storing": storing,
    "fronting": fronting,
    "importing": importing,
    "bars": bars,
    "judging": judging,
    "searching": searching,
}
RESULTS = ROOT / "bench" / "results.json"


def main(names: list[str]) -> int:
    if unknown := set(names) - set(BENCHMARKS):
        print(f"There is no benchmark called {', '.join(unknown)}; there is {', '.join(BENCHMARKS)}.")
        return 2
    results: dict[str, list[Row]] = {}
    for name in names or BENCHMARKS:
        module = BENCHMARKS[name]
        print(f"\n{module.__doc__.splitlines()[0]}")
        with tempfile.TemporaryDirectory() as folder:
            results[name] = module.measure(Path(folder))
        print(printed(results[name]), flush=True)
    machine = {"python": platform.python_version(), "machine": platform.machine(), "system": platform.system()}
    RESULTS.write_text(json.dumps({"machine": machine, "results": results}, indent=2) + "\n", encoding="utf-8")
    print(f"\nAll numbers are in {RESULTS.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
