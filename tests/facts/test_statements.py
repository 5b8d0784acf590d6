"""Items of a block to statements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import names
from kgraph.model import Edtf, EntityRef, Facts, Literal, Quantity, Statement, StatementRef, Value
from tests.facts.reading import claimed, codes_of, only_statement


def triples(facts: Facts) -> set[tuple[object, ...]]:
    def short(value: object) -> object:
        return getattr(value, "id", getattr(value, "text", value))

    return {
        (short(s.subject), s.predicate if s.positive else f"not {s.predicate}", short(s.object))
        for s in facts.statements.values()
    }


def codes(*claims: str) -> list[str]:
    return codes_of("- at: 4 Two brigades\n  claims:\n" + "".join(f"  - {c}\n" for c in claims))


def test_a_statement() -> None:
    statement = only_statement(claimed("[northland, controls, fordham]"))
    assert statement == Statement(
        statement.id, EntityRef("northland"), "con:controls", EntityRef("fordham")
    )


def test_a_list_is_one_statement_for_each_member() -> None:
    assert triples(claimed("[[northland, westland], controls, [fordham, east-province]]")) == {
        ("northland", "con:controls", "fordham"),
        ("northland", "con:controls", "east-province"),
        ("westland", "con:controls", "fordham"),
        ("westland", "con:controls", "east-province"),
    }


def test_jointly_names_the_others_of_the_list() -> None:
    facts = claimed("[raid, carriedOutBy, [northland, westland], {jointly: true}]")
    shared = {s.object: s.qualifiers for s in facts.statements.values()}
    assert shared == {
        EntityRef("northland"): (("kg:jointlyWith", EntityRef("westland")),),
        EntityRef("westland"): (("kg:jointlyWith", EntityRef("northland")),),
    }


@pytest.mark.parametrize(
    "claim",
    [
        "[northland, controls, fordham, {jointly: true}]",
        "[[northland, westland], controls, [fordham, east-province], {jointly: true}]",
        "[raid, judgedAs, [odd, rash], {jointly: true}]",
        "[northland, controls, fordham, {jointly: both}]",
    ],
)
def test_jointly_needs_one_list_of_entities(claim: str) -> None:
    assert codes(claim) == ["bad-value"]


def test_negation_is_a_statement_of_its_own() -> None:
    assert triples(
        claimed("[northland, controls, fordham]", "[northland, not controls, fordham]")
    ) == {
        ("northland", "con:controls", "fordham"),
        ("northland", "not con:controls", "fordham"),
    }


def test_qualifiers_are_typed_by_the_ontology() -> None:
    statement = only_statement(
        claimed(
            "[northland, controls, fordham, {when: 2024-11, area: 7 km2, manner: 7, during: raid}]"
        )
    )
    assert dict(statement.qualifiers) == {
        "con:area": Quantity("7 km2", "7", "km2"),
        "con:during": EntityRef("raid"),
        "con:manner": Literal("7"),
        "kg:when": Edtf("2024-11", "2024-11-01", "2024-11-30"),
    }


def test_a_qualifier_may_have_several_values() -> None:
    statement = only_statement(
        claimed("[raid, judgedAs, odd, {inResponseTo: [westland, fordham]}]")
    )
    assert [value for _, value in statement.qualifiers] == [
        EntityRef("fordham"),
        EntityRef("westland"),
    ]


def test_a_handle_is_the_content() -> None:
    facts = claimed("[^hold, judgedAs, unlawful]", "[northland, controls, fordham, {as: hold}]")
    hold = next(s for s in facts.statements.values() if s.predicate == "con:controls")
    judged = next(s for s in facts.statements.values() if s.predicate == "kg:judgedAs")
    assert judged.subject == StatementRef(hold.id)


def test_names_may_be_written_in_full() -> None:
    assert claimed("[northland, con:controls, fordham]") == claimed(
        "[northland, controls, fordham]"
    )


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("[fordham, controls, east-province]", "out-of-domain"),
        ("[northland, controls, drone-x]", "out-of-range"),
        ("[northland, inOrderTo, westland]", "out-of-domain"),
        ("[northland, controls, fordham, {during: fordham}]", "out-of-range"),
        ("[northland, controls, fordham, {when: ^hold, as: hold}]", "out-of-range"),
        ("[northland, supplies, drone-x]", "ambiguous-name"),
        ("[northland, controls, fordham, {area: []}]", "wrong-shape"),
        ("[[], controls, fordham]", "wrong-shape"),
        ("[northland, not, fordham]", "wrong-shape"),
        ("[northland, controls, fordham, [when, 2024]]", "wrong-shape"),
        ("[northland, controls, fordham, {when: {from: 2024}}]", "wrong-shape"),
        ("[northland, judgedAs, '']", "wrong-shape"),
        ("[raid, takesPlace, false]", "bad-value"),
        ("[northland, controls, fordham, {attempt: false}]", "bad-value"),
        ("[^hold, judgedAs, odd, {as: hold}]", "circular-handles"),
        ("[northland, controls, fordham, {inResponseTo: ^hold, as: hold}]", "circular-handles"),
        ("[northland, controls, fordham, {if: ^hold, as: hold}]", "circular-handles"),
    ],
)
def test_what_is_no_statement(claim: str, code: str) -> None:
    assert code in codes(claim)


@pytest.mark.parametrize("deepest_first", [True, False])
@pytest.mark.parametrize(("deep", "found"), [(20, []), (21, ["nested-too-deep"])])
def test_depth_does_not_hang_on_the_order(deepest_first: bool, deep: int, found: list[str]) -> None:
    chain = ["[northland, controls, fordham, {as: h0}]"]
    chain += [f"[^h{n}, judgedAs, odd, {{as: h{n + 1}}}]" for n in range(deep - 1)]
    assert codes(*(chain if deepest_first else reversed(chain))) == found


# ---- ids -------------------------------------------------------------------------------------

WORDS = st.text(alphabet="ab\"',[]: \n", min_size=1, max_size=3)
VALUES: st.SearchStrategy[Value] = st.one_of(
    WORDS.map(EntityRef),
    WORDS.map(StatementRef),
    st.builds(Literal, WORDS, st.sampled_from(["xsd:string", "xsd:boolean"])),
    WORDS.map(Edtf),
    st.builds(Quantity, WORDS, WORDS, WORDS),
)
QUALIFIERS = st.lists(st.tuples(WORDS, VALUES), max_size=3).map(tuple)
CONTENTS = st.tuples(WORDS.map(EntityRef), WORDS, VALUES, st.booleans(), QUALIFIERS)


@given(st.lists(CONTENTS, unique=True, max_size=20))
def test_two_contents_never_share_an_id(contents: list[tuple[object, ...]]) -> None:
    ids = {names.statement_id(*content) for content in contents}  # type: ignore[arg-type]
    assert len(ids) == len(contents)


@given(st.permutations(["when: 2024", "manner: slow", "during: raid", "area: 7 km2", "as: h"]))
def test_the_order_of_qualifiers_does_not_matter(qualifiers: list[str]) -> None:
    statement = only_statement(
        claimed(f"[northland, controls, fordham, {{{', '.join(qualifiers)}}}]")
    )
    first = "when: 2024, manner: slow, during: raid, area: 7 km2"
    assert statement == only_statement(claimed(f"[northland, controls, fordham, {{{first}}}]"))


def test_a_handle_of_a_joint_act_does_not_hang_on_the_order_of_the_list() -> None:
    def ids(subjects: str) -> set[str]:
        facts = claimed(
            f"[[{subjects}], supports, river-gazette, {{jointly: true, as: help}}]",
            "[^help, judgedAs, good]",
        )
        return set(facts.statements)

    assert ids("northland, westland") == ids("westland, northland")


@pytest.mark.parametrize("text", ["'strong and old'", "' strong and old '", '"strong and old\\n"'])
def test_how_a_text_is_laid_out_is_not_in_the_id(text: str) -> None:
    one = only_statement(claimed(f"[northland, describedAs, {text}]"))
    assert one.id == only_statement(claimed("[northland, describedAs, strong and old]")).id


def test_composed_and_decomposed_letters_are_one_text() -> None:
    ids = {
        only_statement(claimed(f"[northland, describedAs, caf{e}]")).id
        for e in ("\u00e9", "e\u0301")
    }
    assert len(ids) == 1


def test_a_list_that_is_not_joint_has_no_handle() -> None:
    claim = "[[northland, westland], controls, fordham, {jointly: false, as: held}]"
    claims = f"- at: 4 Two brigades\n  claims:\n  - {claim}\n  - [^held, judgedAs, good]\n"
    assert codes_of(claims) == ["ambiguous-handle"]
