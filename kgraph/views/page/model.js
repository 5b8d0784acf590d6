"use strict";

// What the page knows, and what of it a state of the address lets show.

const data = JSON.parse(document.getElementById("content").textContent);
const picture = JSON.parse(document.getElementById("network").textContent);

const meaning = (name) => data.meanings[name] || "";
const gist = (grade) => meaning(grade).split(/[:.]/, 1)[0].toLowerCase();
const term = (name) => (data.terms[name] || [name, ""])[0];
const definition = (name) => (data.terms[name] || ["", ""])[1];
const isStatementNode = (node) => node >= picture.firstStatement;
const statementOfNode = (node) => node - picture.firstStatement;
const nodeOf = (value) =>
  value.entity ?? (value.statement === undefined ? undefined : picture.firstStatement + value.statement);

const entityAt = new Map(data.entities.map((entity, place) => [entity.id, place]));
const statementAt = new Map(data.statements.map((statement, place) => [statement.id, place]));

// ---- who is in what --------------------------------------------------------------------------

const listPer = (items) => items.map(() => []);
const about = listPer(data.entities).map(() =>
  ({ outgoing: [], incoming: [], aside: [], concluded: [], says: [], relays: [] }));
const claimsOf = listPer(data.statements);
const mentions = listPer(data.statements).map(() => ({ spokenOf: [], aside: [], conditionOf: [], usedFor: [] }));
data.claims.forEach((claim, number) => claimsOf[claim.of].push(number));

// Nobody says it: only rules conclude it.
const concluded = (number) => Boolean(data.statements[number].derivations) && !claimsOf[number].length;

data.statements.forEach((statement, number) => {
  for (const { premises, conditions } of statement.derivations || []) {
    for (const premise of premises || []) mentions[premise].usedFor.push(number);
    for (const condition of conditions || []) mentions[condition].conditionOf.push(number);
  }
  if (concluded(number)) {
    for (const value of [statement.s, statement.o, ...(statement.qualifiers || []).map(([, held]) => held)])
      if (value.entity !== undefined) about[value.entity].concluded.push(number);
  } else {
    if (statement.s.entity !== undefined) about[statement.s.entity].outgoing.push(number);
    if (statement.o.entity !== undefined) about[statement.o.entity].incoming.push(number);
  }
  for (const value of [statement.s, statement.o])
    if (value.statement !== undefined) mentions[value.statement].spokenOf.push(number);
  for (const [, value] of statement.qualifiers || []) {
    if (value.entity !== undefined && !concluded(number)) about[value.entity].aside.push(number);
    if (value.statement !== undefined) mentions[value.statement].aside.push(number);
  }
});
const contradictedBy = listPer(data.claims);
const supportedBy = listPer(data.claims);
data.claims.forEach((claim, number) => {
  for (const other of claim.contradicts || []) contradictedBy[other].push(number);
  for (const other of claim.supports || []) supportedBy[other].push(number);
  about[claim.by].says.push(claim.of);
  for (const [relayer] of claim.via || []) about[relayer].relays.push(claim.of);
  for (const condition of claim.conditions || []) mentions[condition].conditionOf.push(claim.of);
});
for (const lists of [...about, ...mentions])
  for (const name of Object.keys(lists)) lists[name] = [...new Set(lists[name])];

// ---- in words --------------------------------------------------------------------------------

function words(value, depth = 2) {
  if (value.entity !== undefined) return data.entities[value.entity].label;
  if (value.statement !== undefined) return depth ? `[${sentence(value.statement, depth - 1)}]` : "[…]";
  return value.text;
}

function sentence(number, depth = 2) {
  const statement = data.statements[number];
  const negation = statement.negative ? "not " : "";
  return `${words(statement.s, depth)} — ${negation}${term(statement.p)} — ${words(statement.o, depth)}`;
}

function passage(evidence) {
  const span = evidence.to ? `${evidence.paragraph}–${evidence.to}` : `${evidence.paragraph}`;
  return { span, quote: evidence.last ? `${evidence.first} … ${evidence.last}` : evidence.first };
}

const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
const folded = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđðþßæœı]/g, (c) => LETTERS[c]);

const names = data.entities.map((entity) =>
  [entity.label, ...(entity.aliases || [])].map((name) => [folded(name), name]));

// Entities whose label or an alias holds the text: beginnings first, then beginnings of words.
function search(text, most = 12) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  const found = [];
  names.forEach((list, entity) => {
    let best;
    list.forEach(([name, written], place) => {
      const at = name.indexOf(wanted);
      if (at < 0) return;
      const rank = (at === 0 ? 0 : /[\s\-("'’]/.test(name[at - 1]) ? 1 : 2) + place / 100;
      if (!best || rank < best.rank) best = { entity, rank, written, alias: place > 0 };
    });
    if (best) found.push(best);
  });
  found.sort((a, b) => a.rank - b.rank || data.entities[a.entity].label.length - data.entities[b.entity].label.length);
  return found.slice(0, most);
}

// ---- what shows ------------------------------------------------------------------------------

const edgesOf = new Map(picture.nodes.map((node) => [node.id, []]));
for (const edge of picture.edges)
  for (const node of new Set([edge.from, edge.to])) edgesOf.get(node).push(edge);
const statementOfEdge = (edge) => (edge.kind === "tie" ? parseInt(edge.id, 10) : edge.id);

// Statements that show whatever else does: the one that is selected, and those of the path.
const pointedOut = ({ select, path }) =>
  new Set([...(path || []), ...(select && select.statement !== undefined ? [select.statement] : [])]);

// Nodes of the picture that a statement leads from and to.
const endsOf = (number) =>
  [data.statements[number].s, data.statements[number].o].map(nodeOf).filter((node) => edgesOf.has(node));

function groupShows(state, node) {
  if (!state.types) return true;
  if (!isStatementNode(node)) return state.types.has(data.groups[data.entities[node].group].id);
  const { s, o } = data.statements[statementOfNode(node)];
  return [s, o].map(nodeOf).every((end) => end === undefined || groupShows(state, end));
}

const MOST_BESIDE = 60;

// Sets of nodes and edges to draw, and of statements to list.
function visible(state) {
  const chosen = pointedOut(state);
  const statementPasses = data.statements.map((statement, number) => chosen.has(number) || statement.projected ||
    (state.derived && statement.derived) || (state.all && (state.derived || !concluded(number))));
  const nodes = new Set();
  data.entities.forEach((entity, node) => {
    if ((state.all || !entity.scenario) && groupShows(state, node)) nodes.add(node);
  });
  if (state.focus !== null) nodes.add(state.focus);
  if (state.select && state.select.entity !== undefined) nodes.add(state.select.entity);
  for (const number of chosen)
    for (const node of endsOf(number)) nodes.add(node);
  const edges = new Set();
  for (const edge of picture.edges) {
    if (edge.kind === "tie" || !statementPasses[edge.id]) continue;
    const ends = [edge.from, edge.to];
    if (!chosen.has(edge.id) && !ends.every((node) => groupShows(state, node))) continue;
    edges.add(edge.id);
    ends.forEach((node) => nodes.add(node));
  }
  for (const edge of picture.edges)
    if (edge.kind === "tie" && nodes.has(edge.from) && nodes.has(edge.to)) edges.add(edge.id);
  const near = state.focus === null ? null : neighbourhood(state.focus, state.depth, edges);
  if (near) {
    if (state.select && state.select.entity !== undefined) near.add(state.select.entity);
    for (const node of nodes) if (!near.has(node)) nodes.delete(node);
    for (const edge of picture.edges)
      if (!near.has(edge.from) || !near.has(edge.to)) edges.delete(edge.id);
  }
  // What is derived of a selected entity joins the picture, if both ends are in it and eyes can
  // still follow the lines.
  if (state.select && state.select.entity !== undefined) {
    const derived = edgesOf.get(state.select.entity).filter((edge) =>
      edge.kind === "derived" && nodes.has(edge.from) && nodes.has(edge.to));
    if (derived.length <= MOST_BESIDE) for (const edge of derived) edges.add(edge.id);
  }
  const listed = data.statements.map((_, number) => number).filter((number) => {
    if (!statementPasses[number]) return false;
    const ends = [data.statements[number].s, data.statements[number].o].map(nodeOf).filter((n) => n !== undefined);
    return ends.every((node) => (near ? near.has(node) : groupShows(state, node)));
  });
  return { nodes, edges, listed };
}

// Nodes within so many steps. From a statement's node to what it speaks of is no step, as the
// one stands for the other; the node is left out where no line says anything of it.
function neighbourhood(start, depth, edges) {
  const distance = new Map([[start, 0]]);
  const todo = [start];
  while (todo.length) {
    const node = todo.shift();
    for (const edge of edgesOf.get(node) || []) {
      if (!edges.has(edge.id)) continue;
      const other = edge.from === node ? edge.to : edge.from;
      const free = edge.kind === "tie" && edge.from === node;
      const steps = distance.get(node) + (free ? 0 : 1);
      if (steps > depth || (distance.has(other) && distance.get(other) <= steps)) continue;
      distance.set(other, steps);
      if (free) todo.unshift(other);
      else todo.push(other);
    }
  }
  const saysSomething = (node) => node === start || !isStatementNode(node) || edgesOf.get(node).some((edge) =>
    edge.kind !== "tie" && edges.has(edge.id) && distance.has(edge.from) && distance.has(edge.to));
  return new Set([...distance.keys()].filter(saysSomething));
}
