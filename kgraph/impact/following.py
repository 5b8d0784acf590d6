"""What still follows when statements fall, without running the rules again.

All instances of all rules are known: what remains is the least set that supports itself. This
holds for rules that deny nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set

from ..reason.model import Conclusions, Derivation


def unsupported(
    conclusions: Conclusions, told: Mapping[str, object], lost: Iterable[str]
) -> tuple[Set[str], Set[str]]:
    """Ids of the unconditional derivations that fall, and of the statements that hold no more.

    ``told`` are the statements that claims project, without those that are ``lost``.
    """
    users: dict[str, list[Derivation]] = defaultdict(list)
    for derivation in conclusions.derivations.values():
        if not derivation.conditions:
            for premise in derivation.premises:
                users[premise].append(derivation)
    gone = {id for id in lost if id not in told}
    shaken: dict[str, Derivation] = {}
    todo = list(gone)
    while todo:
        for derivation in users[todo.pop()]:
            shaken[derivation.id] = derivation
            conclusion = derivation.conclusion
            if conclusion not in gone and conclusion not in told:
                gone.add(conclusion)
                todo.append(conclusion)
    for id in gone & conclusions.proofs.keys():  # what is lost as told may follow all the same
        shaken.update((d.id, d) for d in conclusions.proofs[id] if not d.conditions)
    ready = list(shaken.values())
    while ready:
        derivation = ready.pop()
        if derivation.id in shaken and gone.isdisjoint(derivation.premises):
            del shaken[derivation.id]
            if derivation.conclusion in gone:
                gone.discard(derivation.conclusion)
                ready += (d for d in users[derivation.conclusion] if d.id in shaken)
    return shaken.keys(), gone


def downstream(derivations: Collection[Derivation], statements: Iterable[str]) -> Set[str]:
    """Ids of the derivations that rest on any of the statements, through others or not."""
    users: dict[str, list[Derivation]] = defaultdict(list)
    for derivation in derivations:
        for premise in derivation.premises:
            users[premise].append(derivation)
    found: set[str] = set()
    todo = list(statements)
    while todo:
        for derivation in users.pop(todo.pop(), ()):
            found.add(derivation.id)
            todo.append(derivation.conclusion)
    return found
