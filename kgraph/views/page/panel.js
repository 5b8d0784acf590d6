"use strict";

// The details beside the graph. Text only ever enters as text.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return element;
}

const plural = (number, noun, nouns = `${noun}s`) => `${number.toLocaleString("en")} ${number === 1 ? noun : nouns}`;
const said = (text) => make("bdi", {}, text);
const filled = (parts) => parts.flat(3).filter(Boolean);
const tag = (text, meaning, kind = "") => make("span", { class: `tag ${kind}`, title: meaning }, text);

function swatch(group, scenario = false, size = 14) {
  const space = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(space, "svg");
  const set = (element, values) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));
  set(icon, { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true", class: "swatch" });
  const points = {
    square: [[-7, -7], [7, -7], [7, 7], [-7, 7]], diamond: [[0, -9], [9, 0], [0, 9], [-9, 0]],
    triangle: [[0, -8], [9, 7], [-9, 7]], triangleDown: [[0, 8], [9, -7], [-9, -7]],
    hexagon: [0, 1, 2, 3, 4, 5].map((n) => [9 * Math.cos((n * Math.PI) / 3), 9 * Math.sin((n * Math.PI) / 3)]),
    star: Array.from({ length: 10 }, (_, n) => {
      const radius = n % 2 ? 4.2 : 10;
      return [radius * Math.sin((n * Math.PI) / 5), -radius * Math.cos((n * Math.PI) / 5)];
    }),
  }[group.shape];
  const shape = document.createElementNS(space, points ? "polygon" : "circle");
  set(shape, points ? { points: points.map((point) => point.map((v) => v.toFixed(1)).join(",")).join(" ") } : { r: 8 });
  set(shape, scenario
    ? { fill: group.colour, "fill-opacity": 0.12, stroke: group.colour, "stroke-width": 2, "stroke-dasharray": "4 3" }
    : { fill: group.colour });
  icon.append(shape);
  return icon;
}

// ---- links -----------------------------------------------------------------------------------

const nameOf = (select) => (select.entity !== undefined
  ? data.entities[select.entity].id : `statement:${data.statements[select.statement].id}`);

const link = (select, ...children) =>
  make("a", { href: `#select=${encodeURIComponent(nameOf(select))}`, "data-select": nameOf(select) }, ...children);

const entityLink = (entity) => link({ entity }, said(data.entities[entity].label));
const statementLink = (number) => link({ statement: number }, said(sentence(number)));

function valueLink(value) {
  if (value.entity !== undefined) return entityLink(value.entity);
  if (value.statement !== undefined) return statementLink(value.statement);
  return make("span", { class: "literal", title: value.hint }, said(value.text));
}

const hint = (value) => value.hint && make("small", { class: "hint" }, ` ${value.hint}`);

function agent(entity) {
  return [entityLink(entity), " ", data.entities[entity].unnamed && tag("unnamed", "the document does not say who it is")];
}

// ---- claims ----------------------------------------------------------------------------------

// How a statement stands, as the styles name it.
function look(number) {
  const statement = data.statements[number];
  return statement.projected ? "" : statement.derived ? "derived" : "unprojected";
}

function standing(number) {
  const statement = data.statements[number];
  if (statement.projected) return tag("in the graph", "its plain triple is part of the graph", "status yes");
  if (statement.derived) return tag("derived", "concluded by a rule from what is in the graph; nobody's claim", "status derived");
  return concluded(number)
    ? tag("would follow", "a rule concludes it only if something else holds", "status no")
    : tag("only said", (statement.why || []).join("; "), "status no");
}

function grades({ reliability }, { credibility }) {
  const marks = [[reliability, "source"], [credibility, "information"]].filter(([mark]) => mark);
  return marks.map(([mark, what]) => make("span", { class: "grade", title: meaning(mark) },
    `${what} `, make("b", {}, mark), ` ${gist(mark)}`));
}

function row(name, ...content) {
  return content.flat().some((part) => part) && make("div", { class: "row" }, make("dt", {}, name), make("dd", {}, ...content));
}

function opponent(number) {
  const claim = data.claims[number];
  return make("p", {}, statementLink(claim.of), " (", agent(claim.by), ")");
}

function claimCard(number) {
  const claim = data.claims[number];
  const document_ = data.documents[claim.document];
  const chain = (claim.via || []).map(([relayer, stance]) =>
    make("li", {}, agent(relayer), tag(stance, meaning(stance))));
  return make("article", { class: "claim" },
    make("p", { class: "who" }, agent(claim.by),
      claim.inferred && tag("inferred", "the passage implies it without saying so; see the note"),
      claim.hearsay && tag("hearsay", "passed on without naming who says it", "warn"),
      claim.rank && tag(claim.rank, "the curator's preference among claims that contradict each other")),
    make("p", { class: "how" },
      tag(claim.modality, meaning(claim.modality), claim.modality === "asserted" ? "" : "warn"),
      tag(claim.certainty, meaning(claim.certainty), claim.certainty === "certain" ? "" : "warn")),
    make("dl", {},
      row("If", (claim.conditions || []).map((condition, n) => make("p", {}, n ? "and " : "", statementLink(condition)))),
      row("Through", chain.length > 0 && make("ol", { class: "chain" }, chain)),
      row("In", said(document_.title)),
      (claim.evidence || []).map((evidence) => {
        const { span, quote } = passage(evidence);
        return row(`¶ ${span}`, make("q", { dir: "auto" }, quote), make("div", { class: "grades" }, grades(claim, evidence)));
      }),
      row("Origin", claim.origin !== undefined && claim.origin !== claim.by && entityLink(claim.origin)),
      row("Stated on", claim.stated && said(claim.stated)),
      row("Contradicts", (claim.contradicts || []).map(opponent)),
      row("Contradicted by", contradictedBy[number].map(opponent)),
      row("Supports", (claim.supports || []).map(opponent)),
      row("Supported by", supportedBy[number].map(opponent)),
      row("Note", (claim.notes || []).map((note) => make("p", { dir: "auto" }, note))),
      row("Curated on", claim.curated && said(claim.curated))));
}

// ---- statements in a list --------------------------------------------------------------------

const qualifierList = (statement) => (statement.qualifiers || []).map(([name, value]) =>
  make("div", { class: "row" }, make("dt", { title: definition(name) }, term(name)), make("dd", {}, valueLink(value), hint(value))));

function shortly(number) {
  const claims = claimsOf[number];
  if (concluded(number)) return ruleTitles(number).map((title, n) => [n ? " · " : "", said(title)]);
  if (!claims.length) return "no claims";
  const claim = data.claims[claims[0]];
  const where = (claim.evidence || []).map((evidence) => `¶ ${passage(evidence).span}`).join(", ");
  const how = [claim.modality, claim.certainty].filter((word) => word !== "asserted" && word !== "certain");
  return [said(data.entities[claim.by].label), how.length > 0 && ` · ${how.join(", ")}`, where && ` · ${where}`,
    claims.length > 1 && ` · and ${plural(claims.length - 1, "more claim")}`];
}

function item(number, heading, open = false) {
  const statement = data.statements[number];
  return make("li", { class: look(number) },
    make("div", { class: "line" }, make("span", { class: "heading" }, heading), standing(number)),
    make("dl", {}, qualifierList(statement)),
    statement.why && make("p", { class: "because", dir: "auto" }, statement.why.join("; ")),
    make("details", { open }, make("summary", {}, shortly(number)), claimsOf[number].map(claimCard),
      concluded(number) && proofs(number),
      make("p", { class: "go" }, link({ statement: number }, "Open the statement"))));
}

// In the order of the documents; what nobody says comes last, kind by kind.
const paragraphOf = (number) => {
  const claim = data.claims[claimsOf[number][0]];
  return claim && claim.evidence ? claim.document * 1e6 + claim.evidence[0].paragraph : Infinity;
};
const kindFirst = (a, b) => (data.statements[a].p < data.statements[b].p ? -1 : data.statements[a].p > data.statements[b].p ? 1 : a - b);
const inOrder = (numbers) => numbers.slice().sort((a, b) =>
  paragraphOf(a) - paragraphOf(b) || (paragraphOf(a) === Infinity ? kindFirst(a, b) : a - b));

function grouped(title, numbers, end) {
  if (!numbers.length) return null;
  const kinds = new Map();
  for (const number of inOrder(numbers)) {
    const name = data.statements[number].p;
    if (!kinds.has(name)) kinds.set(name, []);
    kinds.get(name).push(number);
  }
  const sections = [...kinds].map(([name, list]) => {
    list.sort((a, b) => Boolean(data.statements[b].projected) - Boolean(data.statements[a].projected));
    return [
      make("h4", { title: definition(name) }, end === "s" && make("span", { class: "arrow" }, "← "), term(name)),
      make("ul", { class: "statements" }, list.map((number) => {
        const statement = data.statements[number];
        return item(number, [statement.negative && make("b", { class: "not" }, "not "), valueLink(statement[end]), hint(statement[end])]);
      })),
    ];
  });
  return make("section", {}, make("h3", {}, title, make("span", { class: "count" }, numbers.length)), sections);
}

const FEW = 12;
const MANY = 200;

// A list of statements that opens by itself where it is short and asked to.
function folding(title, numbers, { openIfShort = false } = {}) {
  if (!numbers.length) return null;
  const list = make("ul", { class: "plain" });
  const more = make("button", { type: "button", onclick: () => extend() });
  const rest = inOrder(numbers);
  function extend() {
    list.append(...rest.splice(0, MANY).map((number) => make("li", {}, statementLink(number), " ", standing(number))));
    more.hidden = !rest.length;
    more.textContent = `Show ${Math.min(MANY, rest.length)} more of ${rest.length.toLocaleString("en")}`;
  }
  extend();
  return make("details", { class: "more", open: openIfShort && numbers.length <= FEW },
    make("summary", {}, title, make("span", { class: "count" }, numbers.length)), list, more);
}

// ---- the three things to look at -------------------------------------------------------------

function entityDetail(place, actions) {
  const entity = data.entities[place];
  const of = about[place];
  const known = (iri) => (/^https?:\/\//.test(iri)
    ? make("a", { href: iri, rel: "noopener noreferrer", target: "_blank" }, said(iri.replace(/^https?:\/\/(www\.)?/, "")))
    : said(iri));
  return [
    make("p", { class: "kicker" }, swatch(data.groups[entity.group], entity.scenario),
      make("span", { title: definition(entity.type) }, term(entity.type)),
      entity.scenario && tag("scenario", "need not come about", "warn"),
      entity.unnamed && tag("unnamed", "the document does not say who it is")),
    make("h2", { dir: "auto" }, entity.label),
    entity.aliases && make("p", { class: "aliases" }, "also ", entity.aliases.map((alias, n) => [n ? ", " : "", said(alias)])),
    entity.note && make("p", { class: "note", dir: "auto" }, entity.note),
    entity.matches && make("p", { class: "ids" }, entity.matches.map((iri, n) => [n ? ", " : "", known(iri)])),
    make("div", { class: "actions" },
      make("button", { type: "button", onclick: () => actions.focus(place, 1) }, "Focus"),
      make("button", { type: "button", onclick: () => actions.focus(place, 2) }, "2 steps")),
    grouped("As subject", of.outgoing, "o"),
    grouped("As object", of.incoming, "s"),
    folding("Derived by rules", of.concluded, { openIfShort: true }),
    folding("Mentioned in", of.aside),
    folding("What it claims", of.says),
    folding("What it passes on", of.relays),
  ];
}

function statementDetail(number) {
  const statement = data.statements[number];
  const { spokenOf, aside, conditionOf, usedFor } = mentions[number];
  const nobodySays = concluded(number);
  return [
    make("p", { class: "kicker" }, "Statement", standing(number)),
    make("h2", { class: "triple" }, valueLink(statement.s), " ",
      make("span", { class: "predicate", title: definition(statement.p) },
        statement.negative && make("b", { class: "not" }, "not "), term(statement.p)), " ",
      valueLink(statement.o), hint(statement.o)),
    make("dl", { class: "qualifiers" }, qualifierList(statement)),
    statement.why && make("div", { class: "why" },
      make("h3", {}, statement.derived ? "Why its claims alone do not put it in the graph" : "Why it is not in the graph"),
      make("ul", {}, statement.why.map((reason) => make("li", { dir: "auto" }, reason)))),
    nobodySays && proofs(number),
    !nobodySays && make("section", {}, make("h3", {}, "Claims", make("span", { class: "count" }, claimsOf[number].length)),
      claimsOf[number].map(claimCard)),
    statement.derivations && !nobodySays && proofs(number),
    folding("Used to derive", usedFor, { openIfShort: true }),
    folding("Spoken of in", [...spokenOf, ...aside]),
    folding("Condition of", conditionOf),
  ];
}

function overview() {
  const claimants = about.map((of, entity) => [of.says.length, entity]).filter(([n]) => n).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const busy = about.map((of, entity) => [of.outgoing.length + of.incoming.length, entity]).filter(([n]) => n)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const tally = (rows, most) => [
    make("ol", { class: "tally" }, rows.slice(0, most).map(([number, entity]) =>
      make("li", {}, swatch(data.groups[data.entities[entity].group], data.entities[entity].scenario), entityLink(entity),
        make("span", { class: "count" }, number)))),
    rows.length > most && make("p", { class: "tip" }, `and ${rows.length - most} more`),
  ];
  return [
    make("p", { class: "kicker" }, "Overview"),
    data.documents.map((document_) => make("article", { class: "document" },
      make("h2", { dir: "auto" }, document_.title),
      make("dl", {},
        row("Kind", document_.kind && said(document_.kind)),
        row("Author", document_.author !== undefined && agent(document_.author)),
        row("Published", document_.published && said(document_.published)),
        row("Reliability", document_.reliability && [make("b", {}, document_.reliability), ` ${gist(document_.reliability)}`]),
        row("Curated on", document_.curated && said(document_.curated)),
        row("Note", document_.note && said(document_.note))))),
    claimants.length > 0 && make("section", {}, make("h3", {}, "Who says it", make("span", { class: "unit" }, "statements")), tally(claimants, 8)),
    busy.length > 0 && make("section", {}, make("h3", {}, "What it is about", make("span", { class: "unit" }, "statements")), tally(busy, 10)),
    make("p", { class: "tip" }, "Click a node or a line for who says it and where. Press ", make("kbd", {}, "?"), " for all keys."),
  ];
}
