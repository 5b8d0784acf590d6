import sys
import time

from .registry import SOFTWARE
from .run import run

t = time.monotonic()


def tell(r):
    print(
        f"{'FAIL' if r.faults else 'ok  '} {r.software} {r.version} {r.row.format} {r.row.how}: {r.quads} quads in {r.graphs} graphs, {len(r.questions)} questions {r.rows} rows, {r.seconds:.1f} s",
        flush=True,
    )
    for f in r.faults:
        print("   ", f[:1500])


run(
    [s for s in SOFTWARE if (s.name in sys.argv[1:] if sys.argv[1:] else s.name != "Virtuoso")],
    tell,
)
print(time.monotonic() - t)
