"use strict";

// What rules conclude, with the proofs; and paths of statements.

const rulesOf = (number) => [...new Set(data.statements[number].derivations.map(({ rule }) => rule))];
const ruleTitles = (number) => rulesOf(number).map((rule) => data.rules[rule].title);

const pathHash = (numbers) => `#path=${numbers.map((number) => data.statements[number].id).join(",")}`;
const pathLink = (numbers, ...children) => make("a", { href: pathHash(numbers), "data-path": "" }, ...children);

// The proofs of a statement, those by the same rule together.
function proofs(number) {
  const statement = data.statements[number];
  const total = statement.proofs || statement.derivations.length;
  const title = statement.derived ? "Derived" : "Would follow";
  return make("section", { class: "proofs" },
    make("h3", {}, title, make("span", { class: "count" }, plural(total, "proof"))),
    make("p", { class: "nobody" }, concluded(number) ? "Nobody’s claim: it " : "Besides what is claimed, it ",
      statement.derived ? "follows by rule from what is in the graph." : "would follow by rule if a condition held",
      !statement.derived && (statement.projected ? "." : "; it is not in the graph.")),
    rulesOf(number).map((rule) => [
      make("h4", { class: "rule", dir: "auto" }, data.rules[rule].title),
      data.rules[rule].reading && make("p", { class: "reading", dir: "auto" }, data.rules[rule].reading),
      statement.derivations.filter((one) => one.rule === rule).map((one) => proofCard(number, one)),
    ]),
    total > statement.derivations.length && make("p", { class: "tip" },
      `and ${plural(total - statement.derivations.length, "further proof")} that this page leaves out`));
}

function proofCard(number, { premises = [], conditions = [], reliability, credibility, origins = [] }) {
  const weakest = grades({ reliability }, { credibility });
  return make("article", { class: `proof ${conditions.length ? "conditional" : ""}` },
    make("dl", {},
      row(conditions.length ? "Would follow from" : "Follows from", make("ol", { class: "premises" },
        premises.map((premise) => make("li", {}, statementLink(premise), " ", standing(premise),
          make("small", {}, shortly(premise)))))),
      row("If", conditions.map((condition, n) => make("p", {}, n ? "and " : "", statementLink(condition)))),
      row("Weakest grade", weakest.length > 0 && make("div", { class: "grades" }, weakest)),
      row("Origins", origins.map((origin, n) => [n ? ", " : "", agent(origin)]))),
    make("p", { class: "go" }, pathLink([...new Set([...premises, number])], "Show this proof in the picture")));
}

// Where a path begins and ends, if each of its statements goes on where the last one stopped.
function walk(path) {
  const ends = (number) => [data.statements[number].s, data.statements[number].o].map((value) => nodeOf(value) ?? value.text);
  const [from, to] = ends(path[0]);
  let here = path.length > 1 && ends(path[1]).includes(from) ? to : from;
  const start = here;
  for (const number of path) {
    const [one, other] = ends(number);
    if (here !== one && here !== other) return null;
    here = here === one ? other : one;
  }
  return here === start ? null : [start, here];
}

const endName = (end) => (typeof end === "string" ? end : words(canvas.thing(end)));

// Whether the last statement of a path follows from those before it.
const proves = (path) => (data.statements[path.at(-1)].derivations || []).some(({ premises }) =>
  (premises || []).every((premise) => path.includes(premise)));

function pathHeading(path) {
  if (proves(path)) return ["Why ", said(sentence(path.at(-1)))];
  const ends = walk(path);
  return ends ? ["From ", said(endName(ends[0])), " to ", said(endName(ends[1]))] : "Statements of this path";
}

const OPEN_HOPS = 5;

function pathDetail(path) {
  return [
    make("p", { class: "kicker" }, proves(path) ? "Proof" : "Path", tag(plural(path.length, "statement"))),
    make("h2", { class: "triple" }, pathHeading(path)),
    make("ol", { class: "statements hops" }, path.map((number) => {
      const statement = data.statements[number];
      return item(number, [valueLink(statement.s), " ",
        link({ statement: number }, make("span", { class: "predicate" },
          statement.negative && make("b", { class: "not" }, "not "), term(statement.p))), " ",
        valueLink(statement.o), hint(statement.o)], path.length <= OPEN_HOPS && !narrow.matches);
    })),
  ];
}
