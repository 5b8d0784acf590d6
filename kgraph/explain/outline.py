"""An explanation in words, as an outline that text and Markdown are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..analyse.citation import as_text
from ..ontology import Vocabulary
from ..problems import count
from ..reason.rules import SUPER_PROPERTY
from .records import Backing, Explanation, Hop, Path, Proof, Step, fragment, in_order

Kind = Literal["claim", "rule", "note", "warning", "link"]

CLAIMS = 3
"""Claims that are cited of one statement."""


@dataclass(frozen=True, slots=True)
class Item:
    """A statement with what is to be said of it, and what it rests on."""

    text: str
    notes: tuple[tuple[Kind, str], ...] = ()
    items: tuple[Item, ...] = ()
    after: tuple[tuple[Kind, str], ...] = ()
    """What is to be said once the items are told."""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Outline:
    """Sections in the order of the answer; what is told once is referred to after that."""

    explanation: Explanation
    vocabulary: Vocabulary
    page: str
    """Where ``index.html`` is; links are left out where it is empty."""
    told: set[str] = field(default_factory=set)

    def sections(self) -> Iterator[Section]:
        given = self.explanation
        if given.unsaid:
            yield Section(f"Nobody claims that {given.unsaid}, and no rule concludes it.")
        facts = tuple(p for p in given.claimed if self._is_fact(p))
        others = tuple(p for p in given.claimed if not self._is_fact(p))
        yield from self._section("Claimed", facts, given.more_claimed)
        yield from self._section(self._unused(p.statement for p in others), others, 0)
        yield from self._section("Derived", given.derived, given.more_derived)
        if not given.found and not given.unsaid:
            nothing = given.searched_all and not given.gaps and not given.conditional
            nothing_else = ", and nothing was found that would" if nothing else ""
            narrowed = any(step.standing == "left out" for step in given.steps.values())
            usable = " that may be used" if narrowed else ""
            yield Section(f"No fact{usable} links them{nothing_else}.")
        yield from self._section("Only under a condition", given.conditional, 0)
        if given.gaps:
            said = self._unused(id for path in given.gaps for id in path.statements)
            title = said if given.found else "What is missing"
            yield Section(title, tuple(map(self._gap, given.gaps)))
        if given.paths or not given.searched_all:
            cut = () if given.searched_all else ("The search was cut short: there may be others.",)
            yield Section("Paths", tuple(map(self._path, given.paths)), cut)

    def _unused(self, statements: Iterable[str]) -> str:
        standings = {self.explanation.steps[id].standing for id in statements}
        return "Said, but not used" if "left out" in standings else "Said, but no fact"

    def _section(self, title: str, proofs: tuple[Proof, ...], more: int) -> Iterator[Section]:
        if proofs:
            notes = (f"and {more:,} more",) if more else ()
            yield Section(title, tuple(map(self._proof, proofs)), notes)

    def _is_fact(self, proof: Proof) -> bool:
        return self.explanation.steps[proof.statement].standing in ("fact", "let in", "derived")

    def _proof(self, proof: Proof) -> Item:
        root = self.explanation.steps[proof.statement]
        rule = root.rule if proof.claimed != (proof.statement,) else None
        item = self._ruled(root, root=True) if rule else self._claimed(root)
        backing = self._backing(proof.backing) if rule else ()
        link = self._link(in_order(proof, self.explanation.steps))
        return Item(item.text, item.notes, item.items, (*self._wider_facts(proof), *backing, *link))

    def _wider_facts(self, proof: Proof) -> Iterator[tuple[Kind, str]]:
        texts = [self.explanation.steps[id].text for id in proof.wider]
        self.told.update(proof.wider)
        if texts:
            yield "rule", f"so also: {'; '.join(texts)}"

    def _item(self, id: str) -> Item:
        step = self.explanation.steps[id]
        if id in self.told:
            return Item(step.text, (("note", "told above"),))
        return self._claimed(step) if step.claims else self._ruled(step)

    def _ruled(self, step: Step, root: bool = False) -> Item:
        self.told.add(step.statement)
        assert step.rule
        if step.rule.name == SUPER_PROPERTY.name and not root:
            return self._wider(step)
        also = f"; the best of {step.proofs} proofs" if step.proofs > 1 else ""
        rule: tuple[Kind, str] = ("rule", f"by rule: {step.rule.title}{also}")
        premises = tuple(map(self._item, step.premises))
        return Item(step.text, (rule, *self._doubts(step)), premises)

    def _wider(self, step: Step) -> Item:
        """What says less than its one premise is told along with that."""
        item = self._item(step.premises[0])
        narrower: tuple[Kind, str] = ("rule", f"so {step.text}")
        return Item(item.text, (narrower, *item.notes), item.items)

    def _claimed(self, step: Step) -> Item:
        if step.statement in self.told:
            return Item(step.text, (("note", "told above"),))
        self.told.add(step.statement)
        claims: list[tuple[Kind, str]] = [("claim", as_text(c)) for c in step.claims[:CLAIMS]]
        more = len(step.claims) - CLAIMS
        if more > 0:
            claims.append(("note", f"and {count(more, 'more claim')}"))
        if step.uncounted:
            claims.append(("note", f"{count(step.uncounted, 'claim')} to it not counted"))
        return Item(step.text, (*claims, *self._doubts(step)))

    def _doubts(self, step: Step) -> Iterator[tuple[Kind, str]]:
        reasons = "; ".join(dict.fromkeys(obstacle.text for obstacle in step.reasons))
        if step.standing == "let in":
            yield "warning", f"let in by --include: {reasons}"
        elif step.standing == "left out":
            yield "warning", f"left out: {reasons}"
        elif step.standing in ("no fact", "conditional") and step.claims:
            if step.include is None:
                how = "no --include lets it in"
            else:
                how = f"--include {','.join(step.include)} lets it in"
            yield "warning", f"no fact: {reasons} ({how})"
        for citation in step.denied[:CLAIMS]:
            yield "warning", f"denied: {as_text(citation)}"

    def _path(self, path: Path) -> Item:
        after = (*self._backing(path.backing), *self._link(path.statements))
        return Item(_way(path), (), tuple(map(self._hop, path.hops)), after)

    def _gap(self, path: Path) -> Item:
        if len(path.hops) > 1:
            links = tuple(self._link(path.statements))
            return Item(_way(path), (), tuple(map(self._hop, path.hops)), links)
        item = self._hop(path.hops[0])
        return Item(item.text, (*item.notes, *self._link(path.statements)), item.items)

    def _hop(self, hop: Hop) -> Item:
        item = self._item(hop.statement)
        notes: list[tuple[Kind, str]] = []
        for party, part in ((hop.source, hop.leaves), (hop.target, hop.enters)):
            if part.within:
                notes.append(("note", f"{party.label} is named within '{self._role(part.role)}'"))
            elif part.role not in ("subject", "object"):
                notes.append(("note", f"{party.label} is named as '{self._role(part.role)}'"))
        if hop.others:
            notes.append(("note", f"{count(len(hop.others), 'more fact')} of these two"))
        return Item(item.text, (*item.notes, *notes), item.items)

    def _role(self, role: str) -> str:
        return self.vocabulary.label(role) if ":" in role else role

    def _backing(self, backing: Backing) -> Iterator[tuple[Kind, str]]:
        if backing.conditions:
            yield "warning", f"if {'; '.join(backing.conditions)}"
        source, information = backing.reliability, backing.credibility
        grades = f"source {self._grade(source)}, information {self._grade(information)}"
        yield "note", f"weakest: {grades}; {_time(backing)}; {_origins(backing)}"
        if backing.let_in:
            what = count(backing.let_in, "statement")
            yield "warning", f"rests on {what} that only --include lets in"

    def _grade(self, grade: str) -> str:
        if not grade:
            return "not graded"
        meaning = self.vocabulary.meanings[grade].partition(":")[0].rstrip(".")
        return f"{grade} ({meaning[:1].lower()}{meaning[1:]})"

    def _link(self, statements: Iterable[str]) -> Iterator[tuple[Kind, str]]:
        if self.page:
            yield "link", self.page + fragment(statements)


def _way(path: Path) -> str:
    text = path.hops[0].source.label
    for hop in path.hops:
        text += f" {_arrow(hop)} {hop.target.label}"
    return text


def _arrow(hop: Hop) -> str:
    arrows = {("subject", "object"): "→", ("object", "subject"): "←"}
    plain = not hop.leaves.within and not hop.enters.within
    return arrows.get((hop.leaves.role, hop.enters.role), "─") if plain else "─"


def _time(backing: Backing) -> str:
    if not backing.dated:
        return "undated"
    if not backing.time:
        return "no common time"
    undated = backing.statements - backing.dated
    return f"common time {backing.time}" + (f", {undated} undated" if undated else "")


def _origins(backing: Backing) -> str:
    number = len(backing.origins)
    if number == 1:
        return f"1 origin: {backing.origins[0][0]}"
    each = ", ".join(f"{party} ({behind})" for party, behind in backing.origins)
    return f"{count(number, 'origin')}, at least {backing.fewest_origins} each: {each}"
