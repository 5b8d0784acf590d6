"""Seeds of any size, the same for the same numbers: ``python -m benchmarks.generate N FOLDER``."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

PER_DOCUMENT = 1000
PER_PASSAGE = 5


def seeds(claims: int, folder: Path) -> None:
    """Write seed files with that many claims: a document per thousand, an entity per five."""
    folder.mkdir(parents=True, exist_ok=True)
    places = max(10, claims // 10)
    agents = max(10, claims // 10)
    lines = ["entities:"]
    lines += [f"  place-{n}: {{type: Place, label: Place {n}}}" for n in range(places)]
    lines += [
        f"  force-{n}: {{type: Forces, label: Force {n}, aliases: [F{n}]}}" for n in range(agents)
    ]
    lines += ["  press: {type: MediaOutlet, label: The Press}"]
    (folder / "entities.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    chance = random.Random(claims)
    locked = []
    for number in range(0, claims, PER_DOCUMENT):
        name = f"document-{number // PER_DOCUMENT}"
        size = min(PER_DOCUMENT, claims - number)
        text, anchors = _document(name, size, places, agents, chance)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        locked.append(f'"{name}": {{"sha256": "{_digest(name)}", "passages": {{{anchors}}}}}')
    lock = f'{{"version": 1, "documents": {{{", ".join(locked)}}}}}\n'
    (folder / "passages.lock.json").write_text(lock, encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _document(
    name: str, claims: int, places: int, agents: int, chance: random.Random
) -> tuple[str, str]:
    lines = [
        "document:",
        f"  id: {name}",
        f"  title: Report {name}",
        f"  author: {name}-author",
        f"  sha256: {_digest(name)}",
        "  reliability: C",
        "entities:",
        f"  {name}-author: {{type: Person, label: author of {name}, unnamed: true}}",
        "passages:",
    ]
    anchors = []
    for start in range(0, claims, PER_PASSAGE):
        locator = f"{start + 1} first words ... last words"
        anchors.append(f'"{locator}": [{start * 100}, {start * 100 + 80}, "{_digest(locator)}"]')
        lines += [f"  - at: {locator}", "    credibility: 3"]
        if start % 3 == 0:
            lines.append("    claimant: press")
        modality = "prediction" if start % 4 == 0 else "claims"
        lines.append(f"    {modality}:")
        for offset in range(min(PER_PASSAGE, claims - start)):
            lines.append(f"      - {_claim(start + offset, places, agents, chance)}")
    return "\n".join(lines) + "\n", ", ".join(anchors)


def _claim(number: int, places: int, agents: int, chance: random.Random) -> str:
    """Every tenth asserts a dependency, on a force of a lower number: chains, and no circles."""
    first, second = chance.randrange(agents), chance.randrange(agents)
    agent, other, place = f"force-{first}", f"force-{second}", f"place-{chance.randrange(places)}"
    needed = f"force-{chance.randrange(first or 1)}"
    return (
        f"[{agent}, controls, {place}, {{area: about {number + 1} km2, when: 2024-11~}}]",
        f"[{agent}, not captures, {place}, {{overThePast: {number} days}}]",
        f"[{agent}, pressures, {other}, {{extent: partly {number}}}]",
        f"[{agent}, describedAs, state {number}]",
        f"[{agent}, supports, {other}, {{inPlace: {place}, note: remark {number}}}]",
        f"[{agent}, destroys, {other}, {{inPlace: {place}, note: remark {number}}}]",
        f"[{agent}, not occupies, {place}, {{overThePast: {number} days}}]",
        f"[{agent}, dependsOn, {needed}, {{extent: partly {number}}}]",
        f"[{agent}, branch, branch {number}]",
        f"[{agent}, counters, {other}, {{when: 2024-1{number // 10 % 3}}}]",
    )[number % 10]
