"""Let two hundred visitors walk at once, with five seconds between their clicks, on a platform that runs.

    make run                                              in another window, in a folder of its own
    .venv/bin/python benchmarks/visitors.py [ADDRESS] [SECONDS]

Each visitor walks their own way through the public pages: front page, the needs and what narrows them, a need, a plan,
a municipality. Prints how many answers came, how many were errors, and the median and 95th percentile of the time to
the whole answer, page by page. The floor is `/health`, asked by one more visitor in the same run.
"""

from __future__ import annotations

import asyncio
import random
import re
import statistics
import sys
import time
from collections import defaultdict

import httpx

VISITORS = 200
PAUSE = 5.0
SEARCHES = (
    "trygg hjemme",
    "brøyting",
    "skole",
    "demens",
    "snø",
    "mat til eldre",
    "energi",
    "overvann",
    "tolk",
    "digital",
)
FLOOR = "/health"


async def main(address: str, seconds: float) -> None:
    times: defaultdict[str, list[float]] = defaultdict(list)
    errors: list[str] = []
    limits = httpx.Limits(max_connections=VISITORS + 1)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30, follow_redirects=True) as client:
        ways = await _pages(client)
        end = time.perf_counter() + seconds
        walkers = [_walk(client, random.Random(n), ways, end, times, errors) for n in range(VISITORS)]  # noqa: S311 - no secret
        await asyncio.gather(*walkers, _walk(client, random.Random(-1), {"floor": [FLOOR]}, end, times, errors))  # noqa: S311
    _tell(times, errors)


async def _pages(client: httpx.AsyncClient) -> dict[str, list[str]]:
    """Return the addresses to walk through, by kind, found on the platform itself."""
    needs = re.findall(r'href="(/nb/behov/[0-9A-Z]{10}/)"', (await client.get("/nb/behov/")).text)
    plans = re.findall(r'href="(/nb/plan/[0-9A-Z]{10}/)"', (await client.get(needs[0])).text)
    places = re.findall(r'href="(/nb/kommune/\d{4}/\?year=\d{4})"', (await client.get("/nb/landet/")).text)
    found = {
        "front page": ["/nb/"],
        "needs": ["/nb/behov/"],
        "search": [f"/nb/behov/?q={text.replace(' ', '+')}" for text in SEARCHES],
        "a need": needs,
        "a plan": plans,
        "a municipality": places[:20],
    }
    if missing := [kind for kind, addresses in found.items() if not addresses]:
        sys.exit(f"No addresses found on the platform for: {', '.join(missing)}")
    return found


async def _walk(  # noqa: PLR0917 - one visitor
    client: httpx.AsyncClient,
    chance: random.Random,
    ways: dict[str, list[str]],
    end: float,
    times: defaultdict[str, list[float]],
    errors: list[str],
) -> None:
    await asyncio.sleep(chance.random() * PAUSE)
    while time.perf_counter() < end:
        kind = chance.choice(list(ways))
        began = time.perf_counter()
        try:
            answer = await client.get(chance.choice(ways[kind]))
            if answer.status_code != httpx.codes.OK:
                errors.append(f"{answer.status_code} {kind}")
        except httpx.HTTPError as error:
            errors.append(f"{type(error).__name__} {kind}")
        times[kind].append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE)


def _tell(times: dict[str, list[float]], errors: list[str]) -> None:
    every = [one for kind, took in times.items() if kind != "floor" for one in took]
    print(f"{len(every)} answers, {len(errors)} errors {sorted(set(errors))[:5]}")
    for kind, took in [*sorted(times.items()), ("all but the floor", every)]:
        worst = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(f"{kind:20} {len(took):6}  median {statistics.median(took) * 1000:6.0f} ms   95 % {worst * 1000:6.0f} ms")


if __name__ == "__main__":
    given = dict(enumerate(sys.argv[1:]))
    asyncio.run(main(given.get(0, "http://127.0.0.1:8000"), float(given.get(1, 60))))
