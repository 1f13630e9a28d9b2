"""One of several processes that look for places at once: prints what each look-up came to."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from network.changes.place_search import SharedAnswers, SharedTurns
from network.database import open_engine
from network.geography.nominatim import NominatimSearch


def main(url, database_url, name, threads):
    engine = open_engine(database_url)
    turns, answers = SharedTurns(engine), SharedAnswers(engine)
    search = NominatimSearch(url, "map@forums.example", turns=turns, answers=answers)
    queries = [f"{name} {number}" for number in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(search.find, queries))
    print(Counter(entry if isinstance(entry, str) else "answered" for entry in found))
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
