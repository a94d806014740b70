"""Claims on the same comments, by several at once."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from store import claims
from store.engine import writing
from store.tables import Site
from tests.helpers import submit

HANDS, TIMES, COMMENTS = 4, 60, 30


def test_two_that_claim_the_same_comments_never_wait_for_each_other(site: Site) -> None:
    ids = [submit(site, f"Un avis, le {number}e").id for number in range(COMMENTS)]

    def hand(number: int) -> int:
        order, claimed = random.Random(number), 0
        for _ in range(TIMES):
            with writing() as session:
                mine = order.sample(ids, COMMENTS // 2)
                claimed += len(claims.claim(session, mine, str(number), timedelta(0)))
        return claimed

    with ThreadPoolExecutor(HANDS) as threads:
        # Any deadlock would be raised here, as DatabaseUnavailable.
        assert sum(threads.map(hand, range(HANDS))) > 0
