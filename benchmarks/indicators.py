"""How long do all indicators take, at all levels, over ten million counted rows?

    python benchmarks/indicators.py

Each size is made (deterministically, by DuckDB alone) and measured in processes of its own, so that the peak of memory
is the measurement's. Beside it a peer: the dialogue ratio by municipality and year in plain DuckDB SQL.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import ibis

from mulighetsrom.notices.indicators import evaluate

THREADS = 2
SIZES = (1_000_000, 10_000_000)

# 357 municipalities in 15 counties, about 3,000 buyers of which a tenth belong to no municipality, ten years. Buyers
# are drawn by the square of a uniform number, so that a few publish much and most little, as in life.
ROWS = """
copy (
    with drawn as (
        select i, (3000 * pow(hash(i) / pow(2, 64), 2))::int as buyer, hash(i + {rows}) % 1000 as form,
               hash(i + 2 * {rows}) % 1000 as chance, hash(i + 3 * {rows}) % 20 as tenders
        from range({rows}) as numbers(i)
    )
    select 'unit-' || i as unit, 'notice-' || i as notice_id, 'doffin' as source, 2017 + i % 10 as year,
           make_date((2017 + i % 10)::bigint, 1 + i % 12, 1 + i % 28) as published_date, 'Title ' || i as title,
           (900000000 + buyer)::varchar as buyer_key, 'Buyer ' || buyer as buyer,
           case when buyer % 10 > 0 then lpad((buyer % 357)::varchar, 4, '0') end as municipality_number,
           case when buyer % 10 > 0 then lpad((buyer % 357 % 15)::varchar, 2, '0') end as county_number,
           if(chance < 80, 'cooperation', 'own') as route, if(chance < 80, 'Cooperation', null) as cooperation,
           true as for_buyer, buyer % 10 > 0 as for_municipality, buyer % 10 > 0 as for_county,
           chance > 50 as for_country,
           form < 640 as competition, form between 640 and 720 as advisory, form between 640 and 680 as dialogue,
           form < 5 as dialogue_side, chance < 4 as innovation_procedure, form % 3 = 0 as can_carry_innovation,
           chance < 20 as innovation_code, chance between 100 and 170 as joint,
           if(form > 800, 1, 0) as tenders_results, if(form > 800, tenders, 0) as tenders,
           if(form > 800, tenders * tenders, 0) as tenders_squares, '72000000' as cpv, null::varchar as focus_area,
           null::varchar[] as dialogue_kinds, null::date as dialogue_date, null::date as dialogue_deadline,
           null::varchar as dialogue_evidence
    from drawn
) to '{path}' (format parquet)
"""

PEER = """
select municipality_number, year, count(*) filter (dialogue), count(*) filter (competition)
from '{path}' where for_municipality group by all
"""


def make(rows: int, path: Path) -> None:
    """Write that many counted rows."""
    connect().execute(ROWS.format(rows=rows, path=path))


def connect() -> duckdb.DuckDBPyConnection:
    """Open a DuckDB with as many threads as the target names."""
    return duckdb.connect(config={"threads": THREADS})


def measure(path: Path) -> dict[str, float]:
    """Evaluate everything once, and the peer, and give seconds, figures and the peak of memory in GiB."""
    con = connect()
    start = time.perf_counter()
    told = evaluate(ibis.duckdb.from_connection(con).read_parquet(path), coverage=())
    seconds, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    con.execute(PEER.format(path=path)).fetchall()
    peer = time.perf_counter() - start
    cpu, gib = used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20
    return {"seconds": seconds, "cpu": cpu, "figures": told.num_rows, "gib": gib, "peer": peer}


def in_own_process(work: str, *arguments: object) -> str:
    """Run one part of this file in a process of its own and give what it prints."""
    command = [sys.executable, __file__, work, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Print one line per size, and how the time grows."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in SIZES:
            path = Path(folder, f"{rows}.parquet")
            in_own_process("make", rows, path)
            one = json.loads(in_own_process("measure", path))
            seconds.append(one["seconds"])
            print(
                f"{rows:>10,} rows: {one['figures']:,} figures in {one['seconds']:.2f} s "
                f"({one['cpu']:.2f} s of processor with start-up), {one['gib']:.2f} GiB; "
                f"plain SQL for one indicator and level {one['peer']:.2f} s"
            )
    print(f"ten times the rows took {seconds[-1] / seconds[0]:.1f} times as long")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", rows, path]:
            make(int(rows), Path(path))
        case ["measure", path]:
            print(json.dumps(measure(Path(path))))
        case _:
            main()
