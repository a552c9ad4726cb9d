"""Matrix products in NumPy on one thread: a program of its own, started by ``bare.py``.

The number of threads must stand before NumPy loads, hence the process. Reads the loops as one
line of JSON, then for every further line does them once and answers with the milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

# Whichever library NumPy multiplies with.
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Serve standard input until it ends."""
    for name in _THREADS:
        os.environ[name] = "1"
    work = prepared(json.loads(sys.stdin.readline()))
    work()
    for _ in sys.stdin:
        begin = time.perf_counter()
        work()
        print((time.perf_counter() - begin) * 1000, flush=True)


def prepared(loops: list[dict[str, Any]]) -> Callable[[], None]:
    """The loops with their matrices laid out, ready to run; results go where there is room."""
    import numpy as np

    rng = np.random.default_rng(0)
    rows = []
    for loop in loops:
        triples = []
        for p in loop["products"]:
            left = rng.standard_normal((p["stacks"], p["rows"], p["inner"]), np.float32)
            right = rng.standard_normal((p["stacks"], p["inner"], p["columns"]), np.float32)
            triples.append((left, right, np.matmul(left, right)))
        rows.append((int(loop["steps"]), triples))

    def work() -> None:
        for steps, triples in rows:
            for _ in range(steps):
                for left, right, out in triples:
                    np.matmul(left, right, out=out)

    return work


if __name__ == "__main__":
    main()
