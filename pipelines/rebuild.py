"""A catalogue and an empty database in; the same events, with the same ids, made anew from the sightings out."""

from __future__ import annotations

from catalogue import events, replay, rules
from catalogue.errors import StoreError
from catalogue.store import Store
from pipelines.settle import settle


def rebuild(old: Store, new: Store) -> int:
    """Settle again whatever was settled, in the order and at the instants of then, by the rules of now.

    The editors' rules begin and end when they did, so that ids which were absorbed keep answering.

    Returns:
        How many steps were taken.

    Raises:
        StoreError: The new database is not empty, or one of the two refused.
    """
    with new.read() as tx:
        if events.events(tx):
            raise StoreError(
                "The new database holds events already; name an empty one", url=new.address
            )
    with old.read() as before:
        with new.begin() as tx:
            replay.copy_sources(before, tx)
        steps = replay.instants(before)
        for at in steps:
            with new.begin() as tx:
                replay.copy_runs(before, tx, at)
                rules.put_rules(tx, replay.rules_at(before, at), at)
            settle(new, at)
        with new.begin() as tx:
            replay.copy_last_seen(before, tx)
    return len(steps)
