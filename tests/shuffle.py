"""The same facts in other seed files: other order, other layout, other file names."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import yaml

from kgraph.facts.passages import BLOCKS


class _TextLoader(yaml.CBaseLoader):
    """All scalars as text, as kgraph reads them."""


def shuffled(seeds: Path, target: Path, seed: int) -> Path:
    """Write the seeds anew with mappings and lists of items in another order, as JSON (which is
    YAML in flow style), each file under another name, shared entities in a file of their own."""
    chance = random.Random(seed)
    target.mkdir(parents=True)
    for number, path in enumerate(sorted(seeds.glob("*.yaml"))):
        content = yaml.load(path.read_bytes(), Loader=_TextLoader)
        entities = content.pop("entities", None)
        content = _turned(content, chance)
        name = f"{chance.randrange(100)}-{number}"
        text = yaml.safe_dump(content, indent=chance.choice([2, 3, 7]), sort_keys=False)
        (target / f"{name}.yaml").write_text(_as_text(content, chance, text), encoding="utf-8")
        if entities:
            text = _as_text({"entities": _turned(entities, chance)}, chance, "")
            (target / f"{name}-entities.yaml").write_text(text, encoding="utf-8")
    for lock in seeds.glob("*.json"):
        (target / lock.name).write_bytes(lock.read_bytes())
    return target


def _as_text(content: Any, chance: random.Random, block: str) -> str:
    if block and chance.random() < 0.5:
        return "# laid out anew\n\n" + block
    return json.dumps(content, indent=chance.choice([1, 4]), ensure_ascii=False)


def _turned(value: Any, chance: random.Random, key: str = "") -> Any:
    """Mappings and the lists whose order means nothing, in another order."""
    if isinstance(value, dict):
        items = [(name, _turned(member, chance, name)) for name, member in value.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(value, list) and key in _UNORDERED:
        members = [_turned(member, chance) for member in value]
        chance.shuffle(members)
        return members
    return value


_UNORDERED = frozenset({"passages", "aliases", "same-as", *BLOCKS})
