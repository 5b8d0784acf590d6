"""The same records in another order."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from kgraph.model import Facts

Record = TypeVar("Record")


def turned(facts: Facts, seed: int) -> Facts:
    chance = random.Random(seed)

    def other_order(records: Mapping[str, Record]) -> dict[str, Record]:
        ids = list(records)
        chance.shuffle(ids)
        return {id: records[id] for id in ids}

    return replace(
        facts,
        documents=other_order(facts.documents),
        entities=other_order(facts.entities),
        statements=other_order(facts.statements),
        claims=other_order(facts.claims),
    )
