"""Randomised runs of a client against a store, and what must hold after each of its pushes.

A run is what its seed says: versions, faults, deaths, and who goes first of two at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from kgraph.api import BuiltGraph
from kgraph.problems import KgraphError
from tests.stores.faults import Chance, Faults, never
from tests.stores.oxigraph import Oxigraph
from tests.stores.proxy import Proxy
from tests.stores.turns import Turns
from tests.stores.versions import BASE, Graphs, by_graph, graphs

FOREIGN = frozenset(
    line.encode()
    for line in (
        '<x:s> <x:p> "in no graph" .',
        '<x:s> <x:p> "elsewhere" <https://example.com/graph> .',
        f'<x:s> <x:p> "under our base" <{BASE}graph/document/mine> .',
        f'<{BASE}document/east> <x:p> "about ours" <{BASE}notes> .',
    )
)
"""What others keep in the store."""


_FOREIGN_GRAPHS = by_graph(FOREIGN).keys()


class Client(Protocol):
    """What is under test, without patience: nothing in it may sleep."""

    def push(self, graph: BuiltGraph, url: str) -> None:
        """Raise a KgraphError unless the store holds the graph now."""

    def differing(self, graph: BuiltGraph, url: str) -> set[str]:
        """IRIs of named graphs that, as its status has it, are not as they should be."""

    def own(self, graph: str) -> bool:
        """Whether a graph of this name is for bookkeeping."""


class Broken(AssertionError):
    """A promise that was not held."""


@dataclass(slots=True)
class Run:
    """One run; ``go`` raises Broken where a promise was not held."""

    store: Oxigraph
    versions: Sequence[BuiltGraph]
    client: Client
    seed: int
    in_turns: bool = True
    """Whether of two at once one goes on at a time; otherwise a seed does not say all."""
    random: Random = field(init=False)
    log: list[str] = field(default_factory=list)
    settled: bool = False
    """Whether the last push went well."""
    stack: ExitStack = field(default_factory=ExitStack)
    proxies: list[Proxy] = field(default_factory=list)
    """Those that may still have something to deliver."""

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def go(self) -> None:
        """All that chance has in it."""
        random = self.random
        with self.in_use():
            for _ in range(random.randint(2, 4)):
                rate = random.choice([0.0, 0.1, 0.3, 0.6])
                self.log.append(f"rate of faults: {rate}")
                self.attempt(
                    *(
                        (version, Chance(Random(random.random()), rate, kills=0.07))
                        for version in random.sample(self.versions, random.choice([1, 1, 1, 2]))
                    )
                )
                if random.random() < 0.3:
                    self.deliver_late()
            self.deliver_late()
            self.mend(random.choice(self.versions))

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """The store, with nothing in it but what is not ours."""
        self.store.clear()
        self.store.add(b"\n".join(sorted(FOREIGN)) + b"\n")
        with self.stack:
            yield

    def attempt(self, *pushes: tuple[BuiltGraph, Faults]) -> list[bool]:
        """One push, or several at once, with faults; then look at what the store holds.

        Which of them say that they went well.
        """
        before = self.held()
        turns = Turns(Random(self.random.random()), len(pushes))
        went_well: dict[int, bool] = {}

        def push(number: int, version: BuiltGraph, url: str) -> None:
            try:
                went_well[number] = self.pushed(version, url)
            finally:
                turns.end(number)

        threads = []
        for number, (version, faults) in enumerate(pushes):
            proxy = self.stack.enter_context(
                Proxy(
                    self.store.url,
                    faults,
                    turns.of(number) if self.in_turns else nullcontext,
                    log=self.log,
                )
            )
            self.proxies.append(proxy)
            self.log.append(f"push of version {self.versions.index(version)}")
            threads.append(threading.Thread(target=push, args=(number, version, proxy.url)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(went_well) < len(pushes):
            self.fail("a push ended in another way than by a KgraphError")
        well = [went_well[number] for number in range(len(pushes))]
        self.check(before, [(version, well[i]) for i, (version, _) in enumerate(pushes)])
        self.settled = all(well)
        return well

    def pushed(self, version: BuiltGraph, url: str) -> bool:
        """Whether it says that it went well."""
        try:
            self.client.push(version, url)
        except KgraphError as error:
            self.log.append(f"version {self.versions.index(version)}: {error}")
            return False
        self.log.append(f"version {self.versions.index(version)}: success")
        return True

    def check(self, before: Graphs, pushed: list[tuple[BuiltGraph, bool]]) -> None:
        held = self.held()
        versions = [version for version, _ in pushed]
        if all(well for _, well in pushed):
            if held not in [graphs(version) for version in versions]:
                self.fail("said success, but the store does not hold it", held, versions)
        elif not any(held == graphs(version) for version, well in pushed if well):
            self._each_is_whole_or_told(held, versions, before)
        for version in versions:
            self._status_is_true(version, held)

    def _each_is_whole_or_told(
        self, held: Graphs, versions: list[BuiltGraph], before: Graphs
    ) -> None:
        """Each graph is whole, of before or of a version, or status tells that it is neither."""
        wholes = [before, *map(graphs, versions)]
        for graph in {name for whole in [held, *wholes] for name in whole}:
            if not any(held.get(graph) == whole.get(graph) for whole in wholes):
                for version in versions:
                    if graph not in self.client.differing(version, self.store.url):
                        self.fail(f"nobody tells that {graph} is half-written", held, versions)

    def _status_is_true(self, version: BuiltGraph, held: Graphs) -> None:
        """Status tells of each graph that differs; and of others only where a push was broken off,
        which may have written all of them, or nothing, before it was."""
        due = graphs(version)
        differ = {g for g in held.keys() | due.keys() if held.get(g) != due.get(g)}
        told = self.client.differing(version, self.store.url)
        if not differ <= told or told & _FOREIGN_GRAPHS:
            self.fail(f"{sorted(differ)} differ, status tells {sorted(told)}", held, [version])

    def deliver_late(self) -> None:
        """What comes after a push that went well does nothing; otherwise status tells of it."""
        before = self.held()
        late = sum(proxy.deliver_late() for proxy in self.proxies)
        if late:
            self.log.append(f"{late} late requests delivered")
            held = self.held()
            if self.settled and held != before:
                self.fail("a late request was carried out though a later push went well", held)
            self._status_is_true(self.random.choice(self.versions), held)

    def mend(self, version: BuiltGraph) -> None:
        """Without faults it ends as a push into an empty store does."""
        with Proxy(self.store.url, never, log=self.log) as proxy:
            if not self.pushed(version, proxy.url):
                self.fail("a push without faults did not go well")
        self.settled = True
        held = self.held()
        if held != graphs(version):
            self.fail("a push without faults did not mend it", held, [version])
        if told := self.client.differing(version, self.store.url):
            self.fail(f"nothing differs, status tells {sorted(told)}")

    def held(self) -> Graphs:
        """What the store holds but for bookkeeping; what was foreign must be as it was."""
        quads = self.store.quads()
        if not quads >= FOREIGN:
            self.fail(f"foreign quads are gone: {sorted(FOREIGN - quads)}")
        found = by_graph(quads - FOREIGN)
        return {graph: lines for graph, lines in found.items() if not self.client.own(graph)}

    def fail(
        self,
        message: str,
        held: Graphs | None = None,
        versions: Iterable[BuiltGraph] = (),
    ) -> None:
        lines = [f"seed {self.seed}: {message}"]
        if held is not None:
            for version in versions:
                due = graphs(version)
                lines.append(f"version {self.versions.index(version)}:")
                for graph in sorted(held.keys() | due.keys()):
                    has, should = held.get(graph, frozenset()), due.get(graph, frozenset())
                    lines.append(
                        f"  {graph}: {len(has)} quads, {len(should - has)} lost,"
                        f" {len(has - should)} too many"
                    )
        raise Broken("\n".join([*lines, "what happened:", *self.log[-200:]]))
