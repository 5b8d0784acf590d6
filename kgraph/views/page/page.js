"use strict";

// The address holds what is shown; everything else follows from it.

const at = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 820px)");
const initial = { focus: null, depth: 1, select: null, path: null, all: false, derived: false, types: null, view: "graph", text: "" };
let state = initial;
let dismissed = false;

// ---- state and address -----------------------------------------------------------------------

function parseName(name) {
  const number = name.startsWith("statement:") ? statementAt.get(name.slice(10)) : undefined;
  if (number !== undefined) return { statement: number };
  const entity = entityAt.get(name);
  return entity === undefined ? null : { entity };
}

// The statements of a path by their ids, each once; ids that nothing has are put aside.
function followed(ids, wrong) {
  const path = new Set();
  for (const id of ids.split(",").filter(Boolean)) {
    if (statementAt.has(id)) path.add(statementAt.get(id));
    else wrong.push(id);
  }
  return path.size ? [...path] : null;
}

function decode(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const wrong = [];
  const named = (key) => {
    if (!parts.get(key)) return null;
    const found = parseName(parts.get(key));
    if (!found) wrong.push(parts.get(key));
    return found;
  };
  const path = followed(parts.get("path") || "", wrong);
  const focus = path ? null : named("focus");
  const known = new Set(data.groups.map((group) => group.id));
  const types = parts.has("types") ? new Set(parts.get("types").split(",").filter((id) => known.has(id))) : null;
  const next = {
    focus: focus && (focus.entity ?? picture.firstStatement + focus.statement),
    depth: parts.get("depth") === "2" ? 2 : 1,
    select: named("select"),
    path,
    all: parts.get("all") === "1",
    derived: parts.get("derived") === "1",
    types: types && types.size < known.size ? types : null,
    view: parts.get("view") === "table" ? "table" : "graph",
    text: parts.get("q") || "",
  };
  if (next.focus !== null && !edgesOf.has(next.focus)) next.focus = null;
  return [next, wrong];
}

function encode(next) {
  const parts = new URLSearchParams();
  if (next.focus !== null) parts.set("focus", nameOf(canvas.thing(next.focus)));
  if (next.focus !== null && next.depth === 2) parts.set("depth", "2");
  if (next.path) parts.set("path", next.path.map((number) => data.statements[number].id).join(","));
  if (next.select) parts.set("select", nameOf(next.select));
  if (next.all) parts.set("all", "1");
  if (next.derived) parts.set("derived", "1");
  if (next.types) parts.set("types", [...next.types].join(","));
  if (next.view === "table") parts.set("view", "table");
  if (next.text) parts.set("q", next.text);
  return `#${parts.toString().replace(/%3A/g, ":").replace(/%2C/g, ",")}`;
}

// A change that one would want to go back from makes an entry in the history; others do not.
function go(change, { keep = true, look = true } = {}) {
  const next = { ...state, ...change };
  const hash = encode(next);
  if (hash !== (location.hash || "#")) {
    if (keep) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  }
  if ("select" in change) dismissed = false;
  apply(next, look);
}

function restore() {
  const [next, wrong] = decode(location.hash);
  dismissed = false;
  apply(next);
  const others = wrong.length > 1 ? `, nor ${plural(wrong.length - 1, "other name")} of this address` : "";
  tell(wrong.length ? `There is no “${wrong[0].slice(0, 60)}” in this graph${others}; the rest is shown as usual.` : "");
}

// ---- showing a state -------------------------------------------------------------------------

function apply(next, look = true) {
  const before = state;
  state = next;
  const shown = visible(state);
  const moved = canvas.show(shown, state);
  const changed = JSON.stringify(subject(before)) !== JSON.stringify(subject(state));
  if (changed || !at("detail").firstChild) drawPanel();
  sheet();
  drawControls(shown);
  if (state.view === "table") table.show(shown.listed, state.text, pointedOut(state));
  at("listing").hidden = state.view !== "table";
  at("stage").hidden = state.view === "table";
  if (state.view === "graph") {
    const turned = String(before.path) !== String(state.path);
    if (moved || turned || before.view === "table" || !canvas.settled) canvas.fit(insets(), canvas.settled);
    if (look && changed && state.select) canvas.reveal(state.select, insets());
  }
}

// Tests and benchmarks wait for this.
function ready() {
  if (document.body.dataset.ready) return;
  performance.mark("first-picture");
  document.body.dataset.ready = "true";
}

// What the details are about.
const subject = ({ select, path, focus }) => select || (path && { path }) || (focus === null ? null : canvas.thing(focus));

function drawPanel() {
  const select = subject(state);
  const detail = at("detail");
  if (!select) detail.replaceChildren(...filled(overview()));
  else if (select.path) detail.replaceChildren(...filled(pathDetail(select.path)));
  else if (select.entity !== undefined) detail.replaceChildren(...filled(entityDetail(select.entity, { focus: focusOn })));
  else detail.replaceChildren(...filled(statementDetail(select.statement)));
  at("panel").scrollTop = 0;
  if (select) announce(select);
}

// On a narrow window the details are a sheet that only comes up for a selection.
function sheet() {
  const open = !dismissed && (subject(state) !== null || !narrow.matches || overviewAsked);
  document.body.classList.toggle("with-panel", open);
  document.body.classList.toggle("selected", subject(state) !== null);
}

let overviewAsked = false;

function announce({ entity, statement, path }) {
  at("live").textContent = path ? `Path of ${plural(path.length, "statement")}` : entity === undefined
    ? `${sentence(statement)}, ${concluded(statement) ? "concluded by a rule" : plural(claimsOf[statement].length, "claim")}`
    : `${data.entities[entity].label}, ${term(data.entities[entity].type)}, ${plural(about[entity].outgoing.length + about[entity].incoming.length, "statement")}`;
}

function tell(text) {
  at("message").textContent = text;
  at("message").hidden = !text;
  clearTimeout(tell.timer);
  if (text) tell.timer = setTimeout(() => tell(""), 8000);
}

function insets() {
  const inset = { left: 16, right: 16, top: 16, bottom: 16 };
  if (!narrow.matches) inset.left += at("legend").offsetWidth + 12;
  else if (document.body.classList.contains("with-panel")) inset.bottom += at("panel").offsetHeight;
  if (!at("focus-bar").hidden) inset.top += at("focus-bar").offsetHeight + 8;
  return inset;
}

function drawControls(shown) {
  at("all").checked = state.all;
  at("as-table").setAttribute("aria-pressed", String(state.view === "table"));
  at("every-type").hidden = !state.types;
  if (derivedButton) derivedButton.setAttribute("aria-pressed", String(state.derived));
  at("focus-bar").hidden = state.focus === null && !state.path;
  at("how-far").hidden = state.focus === null;
  at("focus-what").textContent = state.path ? "Path of" : "Around";
  if (state.path) at("focus-name").textContent = plural(state.path.length, "statement");
  else if (state.focus !== null) {
    const { entity, statement } = canvas.thing(state.focus);
    at("focus-name").textContent = entity === undefined ? sentence(statement) : data.entities[entity].label;
    at("depth-1").setAttribute("aria-pressed", String(state.depth === 1));
    at("depth-2").setAttribute("aria-pressed", String(state.depth === 2));
  }
  data.groups.forEach((group, place) => {
    groupButtons[place].setAttribute("aria-pressed", String(!state.types || state.types.has(group.id)));
  });
  if (at("narrow").value !== state.text) at("narrow").value = state.text;
  const lonely = state.focus !== null && shown.nodes.size === 1;
  at("empty").hidden = data.entities.length > 0 && shown.nodes.size > 0 && !lonely;
  at("empty").textContent = !data.entities.length
    ? "Nothing here yet. Write facts into the seeds, build again, and they will show."
    : lonely ? `Nothing else to show around it${state.all ? "" : " that is put forward as plain fact: try what is only said (u)"}.`
    : "No type is chosen: pick one in the list of types.";
}

// ---- controls --------------------------------------------------------------------------------

function focusOn(node, depth = 1) {
  go({ focus: node, depth, path: null, view: "graph", select: canvas.thing(node) });
}

function toggleType(id) {
  const every = data.groups.map((group) => group.id);
  const types = new Set(state.types || every);
  if (types.has(id)) types.delete(id); else types.add(id);
  go({ types: types.size === every.length ? null : types }, { keep: false });
}

function legend() {
  const counts = data.groups.map(() => 0);
  for (const entity of data.entities) counts[entity.group]++;
  const buttons = data.groups.map((group, place) => {
    const button = make("button", { type: "button", "aria-pressed": "true", title: "Show or hide; double click: only these",
      onclick: () => toggleType(group.id), ondblclick: () => go({ types: new Set([group.id]) }, { keep: false }) },
    swatch(group), make("span", { class: "name" }, said(group.label)), make("span", { class: "count" }, counts[place]));
    at("groups").append(make("li", {}, button));
    return button;
  });
  const kinds = [
    ["projected", "in the graph", data.statements.filter((s) => s.projected).length],
    ["unprojected", "only said", data.statements.filter((s, number) => !s.projected && !concluded(number)).length],
  ];
  for (const [kind, name, number] of kinds)
    at("lines").append(make("li", {}, make("span", { class: `stroke ${kind}` }), make("span", { class: "name" }, name),
      make("span", { class: "count" }, number)));
  if (derivedButton) at("lines").append(make("li", { class: "own" }, derivedButton));
  if (data.entities.some((entity) => entity.scenario)) {
    at("lines").append(make("li", {}, swatch({ shape: "dot", colour: "#7d8894" }, true), make("span", { class: "name" }, "scenario"),
      make("span", { class: "count" }, data.entities.filter((entity) => entity.scenario).length)));
  }
  at("all-count").textContent = kinds[1][2];
  return buttons;
}

// What rules conclude shows when it is asked for: it would hide what somebody says.
function derivedSwitch() {
  const facts = data.statements.filter((statement) => statement.derived && !statement.projected).length;
  if (!data.rules.length) return null;
  return make("button", { type: "button", id: "derived", "aria-pressed": "false", "aria-keyshortcuts": "d",
    title: "Show or hide what rules conclude (key: d)", onclick: () => go({ derived: !state.derived }) },
  make("span", { class: "stroke derived" }), make("span", { class: "name" }, "derived"),
  make("span", { class: "track", "aria-hidden": "true" }), make("span", { class: "count" }, facts));
}

function header() {
  at("titles").replaceChildren(...data.documents.slice(0, 2).map((document_, n) => make("span", {}, n ? " · " : "", said(document_.title))),
    data.documents.length > 2 ? ` and ${data.documents.length - 2} more` : "");
  if (!data.documents.length) at("titles").textContent = "No documents yet";
  const projected = data.statements.filter((statement) => statement.projected).length;
  const rules = data.statements.filter((_, number) => concluded(number)).length;
  const derived = data.statements.filter((statement) => statement.derived && !statement.projected).length;
  at("counts").textContent = [plural(data.entities.length, "entity", "entities"), plural(data.statements.length - rules, "statement"),
    plural(data.claims.length, "claim"), `${projected.toLocaleString("en")} in the graph`,
    derived && `${derived.toLocaleString("en")} derived`].filter(Boolean).join(" · ");
  document.title = data.documents.length ? `${data.documents[0].title} – kgraph` : "kgraph";
}

// ---- search ----------------------------------------------------------------------------------

let matches = [];
let active = -1;

function showMatches() {
  matches = search(at("search").value);
  active = matches.length ? 0 : -1;
  const typed = at("search").value.trim() !== "";
  at("matches").replaceChildren(...matches.map((match, place) => {
    const entity = data.entities[match.entity];
    return make("li", { role: "option", id: `match-${place}`, onpointerdown: (event) => { event.preventDefault(); choose(place); } },
      swatch(data.groups[entity.group], entity.scenario), make("span", { class: "name" }, said(entity.label)),
      make("small", {}, match.alias ? ["also ", said(match.written)] : term(entity.type)));
  }), matches.length || !typed ? "" : make("li", { class: "none" }, "Nobody and nothing of that name"));
  at("matches").hidden = !typed;
  at("search").setAttribute("aria-expanded", String(typed));
  mark();
}

function mark() {
  [...at("matches").children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
  if (active >= 0) {
    at("search").setAttribute("aria-activedescendant", `match-${active}`);
    at(`match-${active}`).scrollIntoView({ block: "nearest" });
  } else at("search").removeAttribute("aria-activedescendant");
}

function choose(place) {
  const { entity } = matches[place];
  closeMatches(true);
  const outside = state.focus !== null && !canvas.shown.nodes.has(entity);
  go({ select: { entity }, ...(outside ? { focus: null } : {}) });
  if (state.view === "graph") at("graph").focus({ preventScroll: true });
}

function closeMatches(empty) {
  if (empty) at("search").value = "";
  at("matches").hidden = true;
  at("search").setAttribute("aria-expanded", "false");
}

at("search").addEventListener("input", showMatches);
at("search").addEventListener("focus", showMatches);
at("search").addEventListener("blur", () => closeMatches(false));
at("search").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && matches.length) {
    active = (active + step + matches.length) % matches.length;
    mark();
  } else if (event.key === "Enter" && active >= 0) choose(active);
  else if (event.key === "Escape") {
    closeMatches(true);
    at("search").blur();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

// ---- keys ------------------------------------------------------------------------------------

const selectedNode = () => {
  if (!state.select) return null;
  const node = state.select.entity ?? picture.firstStatement + state.select.statement;
  return canvas.shown.nodes.has(node) ? node : null;
};

// The nearest node in the direction of the arrow; what lies off to the side counts as farther.
function step(dx, dy) {
  const from = selectedNode();
  const bodies = canvas.inner.nodes;
  if (from === null) {
    const first = canvas.ranked.find((node) => canvas.shown.nodes.has(node.id));
    if (first) go({ select: canvas.thing(first.id) }, { keep: false });
    return;
  }
  let best = null, least = Infinity;
  for (const node of canvas.shown.nodes) {
    const x = bodies[node].x - bodies[from].x, y = bodies[node].y - bodies[from].y;
    const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    if (node === from || along <= 0) continue;
    const cost = along + 2 * across + (across > along ? 1e5 : 0);
    if (cost < least) [best, least] = [node, cost];
  }
  if (best !== null) go({ select: canvas.thing(best) }, { keep: false });
}

let walked = null;

function stepLine(by) {
  const node = selectedNode() ?? walked;
  if (node === null || !canvas.shown.nodes.has(node)) return;
  const lines = edgesOf.get(node).filter((edge) => edge.kind !== "tie" && canvas.shown.edges.has(edge.id));
  if (!lines.length) return;
  const now = lines.findIndex((edge) => state.select && edge.id === state.select.statement);
  walked = node;
  const next = now < 0 ? (by > 0 ? 0 : lines.length - 1) : (now + by + lines.length) % lines.length;
  go({ select: { statement: lines[next].id } }, { keep: false });
}

function leave() {
  if (narrow.matches && document.body.classList.contains("with-panel")) closePanel();
  else if (state.select) go({ select: null });
  else if (state.path) go({ path: null });
  else if (state.focus !== null) go({ focus: null });
  else if (state.view === "table") go({ view: "graph" });
}

function closePanel() {
  overviewAsked = false;
  dismissed = true;
  if (subject(state)) {
    go(!state.select && !narrow.matches ? { path: null } : { select: null });
    dismissed = narrow.matches;
  }
  sheet();
  at("graph").focus({ preventScroll: true });
}

function cycleFocus() {
  const node = selectedNode() ?? state.focus;
  if (node === null) tell("Choose a node first, then press f.");
  else if (state.focus !== node) focusOn(node, 1);
  else if (state.depth === 1) go({ depth: 2 });
  else go({ focus: null, depth: 1 });
}

const KEYS = {
  "/": () => at("search").focus(),
  "?": () => at("keys").showModal(),
  t: () => go({ view: state.view === "table" ? "graph" : "table" }),
  u: () => go({ all: !state.all }),
  d: () => (derivedButton ? go({ derived: !state.derived }) : tell("No rule concludes anything from these facts.")),
  f: cycleFocus,
  n: () => stepLine(1),
  p: () => stepLine(-1),
  "+": () => canvas.zoom(1.3),
  "=": () => canvas.zoom(1.3),
  "-": () => canvas.zoom(1 / 1.3),
  0: () => canvas.fit(insets(), true),
  Escape: leave,
};

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open) return;
  const typing = event.target.matches("input[type=search]");
  if (typing && event.key !== "Escape") return;
  const inGraph = event.target === at("graph");
  if (inGraph && ARROWS[event.key]) step(...ARROWS[event.key]);
  else if (inGraph && event.key === "Enter") at("detail").focus();
  else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});

// ---- wiring ----------------------------------------------------------------------------------

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  canvas.readColours();
  canvas.network.redraw();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : dark.matches);

function wire() {
  const { network } = canvas;
  network.on("click", (what) => go({ select: canvas.under(what.pointer.DOM) }, { look: narrow.matches }));
  network.on("doubleClick", (what) => {
    const thing = canvas.under(what.pointer.DOM);
    const node = thing && (thing.entity ?? picture.firstStatement + thing.statement);
    if (thing && canvas.shown.nodes.has(node)) focusOn(node);
  });
  const clicks = {
    home: () => { overviewAsked = true; go({ select: null, path: null }); },
    close: closePanel, types: () => at("types").setAttribute("aria-expanded", String(document.body.classList.toggle("with-legend"))),
    "as-table": KEYS.t, help: KEYS["?"], theme: () => setTheme(isDark() ? "light" : "dark"),
    "zoom-in": KEYS["+"], "zoom-out": KEYS["-"], "zoom-fit": KEYS[0],
    "depth-1": () => go({ depth: 1 }), "depth-2": () => go({ depth: 2 }), unfocus: () => go({ focus: null, depth: 1, path: null }),
    "every-type": () => go({ types: null }, { keep: false }),
  };
  for (const [id, action] of Object.entries(clicks)) at(id).addEventListener("click", action);
  at("all").addEventListener("change", () => go({ all: at("all").checked }));
  at("narrow").addEventListener("input", () => go({ text: at("narrow").value }, { keep: false }));
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-select], a[data-path]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (anchor.dataset.select) go({ select: parseName(anchor.dataset.select) });
    else go({ ...decode(anchor.hash)[0], all: state.all, derived: state.derived });
  });
  dark.addEventListener("change", () => { canvas.readColours(); network.redraw(); });
  addEventListener("popstate", restore);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    sheet();
    requestAnimationFrame(() => {
      canvas.stretch(insets());
      apply(state);
    });
  });
}

// ---- opening ---------------------------------------------------------------------------------

header();
const derivedButton = derivedSwitch();
const groupButtons = legend();
const table = new Table(at("columns"), at("body"), at("more"), at("rows"));
const [opening, unknown] = decode(location.hash);
document.body.classList.toggle("with-panel", !narrow.matches || opening.select !== null || opening.path !== null);
const canvas = new Canvas(at("graph"), visible(opening), opening, insets());
apply(opening);
canvas.settled = true;
if (state.view === "table") ready();
wire();
if (unknown.length) restore();

window.kgraph = {
  network: canvas.network,
  get state() { return state; },
  // Where a node or a line is, in pixels of the window: an entity's id, or "statement:" and its id.
  positionOf(name) {
    const select = parseName(name);
    const spot = select && canvas.anchor(select);
    if (!spot) return null;
    const { x, y } = canvas.network.canvasToDOM(spot);
    const frame = at("graph").getBoundingClientRect();
    return { x: x + frame.left, y: y + frame.top };
  },
  labels: () => (canvas.placed || []).map(({ id, lines, edge }) => ({ id, text: lines.join(" "), edge: Boolean(edge) })),
};
