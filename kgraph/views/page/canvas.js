"use strict";

// The drawing: vis-network draws nodes and lines, this file their labels. Labels keep a readable
// size at every zoom; where there is no room for all, those of the best connected nodes win.

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
const BASE = 13;
const TOUCH = 22;
const AWAY = [1e6, 1e6]; // vis-network finds hidden nodes under the pointer, too
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const clamp = (low, value, high) => Math.max(low, Math.min(high, value));
const INVISIBLE = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

class Canvas {
  constructor(element, shown, state, insets) {
    this.element = element;
    this.hovered = { nodes: new Set(), edges: new Set() };
    this.selection = { nodes: new Set(), edges: new Set() };
    this.context = { nodes: new Set(), edges: new Set() };
    this.version = 0;
    this.mode = "";
    this.widths = new Map();
    this.stretch(insets);
    this.arrange(shown, state);
    this.nodes = new vis.DataSet(picture.nodes.map((node) => ({ ...node, ...this.where(node.id) })));
    this.edges = new vis.DataSet(this.drawing(picture.edges.filter((edge) => shown.edges.has(edge.id))));
    this.ranked = picture.nodes.slice().sort((a, b) => b.size - a.size || a.id - b.id);
    this.lines = new Map(picture.nodes.map((node) => [node.id, node.label.split("\n")]));
    this.readColours();
    this.network = new vis.Network(element, { nodes: this.nodes, edges: this.edges }, picture.options);
    this.inner = this.network.body;
    this.network.on("afterDrawing", (context) => this.paint(context));
    element.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || event.buttons) return;
      cancelAnimationFrame(this.pointing);
      const { left, top } = element.getBoundingClientRect();
      const spot = { x: event.clientX - left, y: event.clientY - top };
      this.pointing = requestAnimationFrame(() => this.hover(this.under(spot)));
    });
    element.addEventListener("pointerleave", () => {
      cancelAnimationFrame(this.pointing);
      this.hover(null);
    });
    this.network.on("dragging", (what) => { if (what.nodes.length) this.version++; });
    this.network.on("dragEnd", (what) => { if (what.nodes.length) this.remember(what.nodes); });
  }

  readColours() {
    const style = getComputedStyle(document.body);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.colours = Object.fromEntries(
      ["ground", "ink", "muted", "accent", "card", "line"].map((name) => [name, colour(name)]));
  }

  hover(thing) {
    const nodes = new Set(), edges = new Set();
    if (thing) {
      const node = thing.entity ?? picture.firstStatement + thing.statement;
      if (this.shown.nodes.has(node)) nodes.add(node);
      if (this.shown.edges.has(thing.statement)) edges.add(thing.statement);
    }
    const same = (one, other) => one.size === other.size && [...one].every((id) => other.has(id));
    if (same(nodes, this.hovered.nodes) && same(edges, this.hovered.edges)) return;
    for (const id of this.hovered.edges) this.inner.edges[id].hover = false;
    for (const id of edges) this.inner.edges[id].hover = true;
    this.hovered = { nodes, edges };
    this.version++;
    this.element.classList.toggle("pointing", thing !== null);
    this.network.redraw();
  }

  remember(nodes) {
    for (const [node, point] of Object.entries(this.network.getPositions(nodes)))
      this.places.set(Number(node), [point.x, point.y]);
    this.version++;
  }

  // ---- what is drawn, and where ----

  // Choose the places of nodes; whether they are others than before.
  arrange(shown, state) {
    this.shown = shown;
    const mode = state.focus === null ? (state.all ? "all" : "opening")
      : `focus ${state.focus} ${state.depth} ${state.all} ${state.derived}`;
    const moved = mode !== this.mode;
    if (moved) {
      this.places = state.focus === null ? (state.all ? this.everything : this.opening) : this.rings(shown, state.focus);
    } else if (state.focus !== null && [...shown.nodes].some((node) => !this.places.has(node))) {
      this.places = this.rings(shown, state.focus);
    }
    this.mode = mode;
    return moved;
  }

  where(node) {
    const hidden = !this.shown.nodes.has(node);
    const [x, y] = hidden ? AWAY : this.places.get(node) || this.everything.get(node);
    return { hidden, x, y };
  }

  show(shown, state) {
    const moved = this.arrange(shown, state);
    const changes = [];
    for (const { id } of picture.nodes) {
      const { hidden, x, y } = this.where(id);
      const known = this.inner.nodes[id];
      if (Boolean(known.options.hidden) !== hidden || known.x !== x || known.y !== y)
        changes.push({ id, hidden, x, y });
    }
    if (changes.length) this.nodes.update(changes);
    const edgeChanges = [], first = [];
    for (const edge of picture.edges) {
      const hidden = !shown.edges.has(edge.id);
      const known = this.inner.edges[edge.id];
      if (!known && !hidden) first.push(edge);
      else if (known && Boolean(known.options.hidden) !== hidden) edgeChanges.push({ id: edge.id, hidden });
    }
    if (edgeChanges.length) this.edges.update(edgeChanges);
    if (first.length) this.edges.add(this.drawing(first));
    this.select(state);
    return moved;
  }

  // Lines become part of the drawing when they first show: those that never do cost nothing.
  drawing(edges) {
    return edges.map((edge) => ({ ...edge, hidden: false }));
  }

  select(state) {
    this.path = this.along(state.path || []);
    const chosen = { nodes: new Set(), edges: new Set() };
    const beside = { nodes: new Set(this.path.nodes), edges: new Set(this.path.edges) };
    if (state.select) {
      const { entity, statement } = state.select;
      const node = entity ?? picture.firstStatement + statement;
      if (this.shown.nodes.has(node)) chosen.nodes.add(node);
      if (statement !== undefined && this.shown.edges.has(statement)) chosen.edges.add(statement);
      for (const edge of [...(edgesOf.get(node) || []), ...picture.edges.filter((e) => chosen.edges.has(e.id))]) {
        if (!this.shown.edges.has(edge.id)) continue;
        beside.edges.add(edge.id);
        beside.nodes.add(edge.from);
        beside.nodes.add(edge.to);
      }
    }
    this.selection = state.select ? chosen : this.path;
    this.context = beside;
    const { nodes, edges } = this.selection;
    this.network.setSelection({ nodes: [...nodes], edges: [...edges] }, { highlightEdges: false });
    this.version++;
    this.network.redraw();
  }

  // Nodes and lines of the statements of a path, with the ties between them.
  along(path) {
    const nodes = new Set(path.flatMap(endsOf));
    for (const number of path) {
      const own = picture.firstStatement + number;
      if (this.shown.nodes.has(own)) nodes.add(own);
    }
    const steps = new Set(path);
    const edges = picture.edges.filter((edge) => this.shown.edges.has(edge.id) &&
      (edge.kind === "tie" ? nodes.has(edge.from) && nodes.has(edge.to) : steps.has(edge.id)));
    return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
  }

  // Neighbours on ellipses around the node, in the order of their directions in the whole picture.
  rings(shown, centre) {
    const from = this.everything.get(centre);
    const steps = new Map([[centre, 0]]);
    const queue = [centre];
    while (queue.length) {
      const node = queue.shift();
      for (const edge of edgesOf.get(node)) {
        const other = edge.from === node ? edge.to : edge.from;
        if (!shown.edges.has(edge.id) || steps.has(other)) continue;
        steps.set(other, steps.get(node) + 1);
        queue.push(other);
      }
    }
    const places = new Map([[centre, [0, 0]]]);
    const angles = new Map();
    const direction = (node) => {
      const [x, y] = this.everything.get(node);
      return Math.atan2(y - from[1], x - from[0]);
    };
    const parent = (node, step) => {
      for (const edge of edgesOf.get(node)) {
        const other = edge.from === node ? edge.to : edge.from;
        if (shown.edges.has(edge.id) && steps.get(other) === step - 1) return other;
      }
      return centre;
    };
    const order = [...shown.nodes].filter((node) => node !== centre)
      .sort((a, b) => (steps.get(a) ?? 99) - (steps.get(b) ?? 99) || a - b);
    let radius = 0;
    for (let at = 0; at < order.length;) {
      const step = steps.get(order[at]) ?? 99;
      let end = at;
      while (end < order.length && (steps.get(order[end]) ?? 99) === step) end++;
      const level = order.slice(at, end);
      const wanted = new Map(level.map((node) =>
        [node, angles.get(parent(node, step)) ?? direction(node)]));
      level.sort((a, b) => wanted.get(a) - wanted.get(b) || direction(a) - direction(b) || a - b);
      for (let done = 0; done < level.length;) {
        radius += done ? 110 : 190;
        const room = Math.max(6, Math.floor((2 * Math.PI * radius * 1.2) / 130));
        const left = level.length - done;
        const ring = left <= room ? level.slice(done) : level.filter((_, n) => n >= done && n < done + room);
        ring.forEach((node, n) => {
          const angle = -Math.PI / 2 + (2 * Math.PI * (n + 0.5)) / ring.length + (done ? Math.PI / ring.length : 0);
          angles.set(node, angle);
          places.set(node, [Math.round(radius * 1.2 * Math.sqrt(this.oblong) * Math.cos(angle)), Math.round((radius * 1.2 / Math.sqrt(this.oblong)) * Math.sin(angle))]);
        });
        done += ring.length;
      }
      at = end;
    }
    return places;
  }

  // ---- looking ----

  // Fit the path, or else all that shows, into the part of the window that nothing covers.
  fit(insets, gently) {
    const nodes = [...(this.path.nodes.size ? this.path : this.shown).nodes];
    if (!nodes.length) return;
    const width = this.element.clientWidth - insets.left - insets.right;
    const height = this.element.clientHeight - insets.top - insets.bottom;
    let scale = 1, box;
    for (let round = 0; round < 4; round++) {
      const unit = this.labelPixels(scale) / BASE / scale;
      box = this.frame(nodes, unit);
      scale = clamp(0.02, Math.min(width / (box.right - box.left), height / (box.bottom - box.top)), 1.25);
    }
    this.look((box.left + box.right) / 2, (box.top + box.bottom) / 2, scale, insets, gently);
  }

  frame(nodes, unit) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const node of nodes) {
      const { x, y } = this.inner.nodes[node];
      const half = (this.labelWidth(node) / 2) * unit;
      box.left = Math.min(box.left, x - half);
      box.right = Math.max(box.right, x + half);
      box.top = Math.min(box.top, y - 22);
      box.bottom = Math.max(box.bottom, y + 18 + 17 * unit * this.lines.get(node).length);
    }
    return box;
  }

  labelPixels(scale) {
    return clamp(10.5, BASE * scale, 16);
  }

  // Draw the picture out in one direction, to the proportions of the window; labels only gain.
  stretch(insets) {
    const width = this.element.clientWidth - insets.left - insets.right;
    const height = this.element.clientHeight - insets.top - insets.bottom;
    const stretched = (field) => {
      const points = picture.nodes.filter((node) => field !== "opening" || !node.hidden)
        .map((node) => (field === "opening" ? [node.x, node.y] : node.all));
      const span = (axis) => points.reduce((most, p) => Math.max(most, p[axis]), -Infinity) -
        points.reduce((least, p) => Math.min(least, p[axis]), Infinity);
      const wanted = (width / height) / ((span(0) + 150) / (span(1) + 60));
      const by = [clamp(1, wanted, 2), clamp(1, 1 / wanted, 2)];
      return new Map(picture.nodes.map((node) => {
        const [x, y] = field === "opening" ? [node.x, node.y] : node.all;
        return [node.id, [Math.round(x * by[0]), Math.round(y * by[1])]];
      }));
    };
    this.opening = stretched("opening");
    this.everything = stretched("all");
    this.oblong = clamp(0.7, width / height, 1.6);
    this.mode = "";
  }

  look(x, y, scale, insets, gently) {
    const offset = { x: (insets.left - insets.right) / 2, y: (insets.top - insets.bottom) / 2 };
    const animation = gently && !calm.matches ? { duration: 320, easingFunction: "easeInOutQuad" } : false;
    this.network.moveTo({ position: { x, y }, scale, offset, animation });
  }

  // Bring a node or a line into view, and near enough to read what is around it.
  reveal(select, insets) {
    const at = this.anchor(select);
    if (!at) return;
    const spot = this.network.canvasToDOM(at);
    const margin = 60;
    const seen = spot.x > insets.left + margin && spot.x < this.element.clientWidth - insets.right - margin &&
      spot.y > insets.top + margin && spot.y < this.element.clientHeight - insets.bottom - margin;
    const near = this.network.getScale() > 0.45;
    if (!seen || !near) this.look(at.x, at.y, Math.max(this.network.getScale(), 0.7), insets, true);
  }

  anchor({ entity, statement }) {
    const node = entity ?? picture.firstStatement + statement;
    if (this.shown.edges.has(statement)) return this.middle(statement, 0.5);
    if (this.shown.nodes.has(node)) return { x: this.inner.nodes[node].x, y: this.inner.nodes[node].y };
    return null;
  }

  zoom(factor) {
    const scale = clamp(0.02, this.network.getScale() * factor, 6);
    this.network.moveTo({ scale, animation: calm.matches ? false : { duration: 120 } });
  }

  middle(edge, share) {
    const inner = this.inner.edges[edge];
    if (inner.from === inner.to) {
      const size = inner.options.selfReference.size;
      return { x: inner.from.x + size * 0.8, y: inner.from.y - size * 1.6 };
    }
    return inner.edgeType.getPoint(share);
  }

  // What is at a spot of the window: a node, its label, a line, or a node close by (fingers are
  // wide). vis-network itself would also find what is hidden.
  under(spot) {
    const { x, y } = this.network.DOMtoCanvas(spot);
    const scale = this.network.getScale();
    let near = null, least = Infinity;
    for (const id of this.shown.nodes) {
      const node = this.inner.nodes[id];
      const away = Math.hypot(node.x - x, node.y - y) - node.options.size;
      if (away < least) [near, least] = [id, away];
    }
    if (least <= 2 / scale) return this.thing(near);
    for (const label of this.placed || [])
      if (!label.edge && x > label.left && x < label.right && y > label.top && y < label.bottom)
        return this.thing(label.id);
    let line = null, closest = 8 / scale;
    for (const id of this.shown.edges) {
      const edge = this.inner.edges[id];
      if (!edge.connected) continue;
      const away = edge.edgeType.getDistanceToEdge(edge.from.x, edge.from.y, edge.to.x, edge.to.y, x, y);
      if (away < closest) [line, closest] = [id, away];
    }
    if (line !== null) return { statement: parseInt(line, 10) };
    return least < TOUCH / scale ? this.thing(near) : null;
  }

  thing(node) {
    return isStatementNode(node) ? { statement: statementOfNode(node) } : { entity: node };
  }

  // ---- labels ----

  labelWidth(node) {
    if (!this.widths.has(node)) {
      const context = this.network.canvas.getContext();
      context.save();
      context.font = `${BASE}px ${FONT}`;
      this.widths.set(node, Math.max(...this.lines.get(node).map((line) => context.measureText(line).width)));
      context.restore();
    }
    return this.widths.get(node);
  }

  edgeText(edge) {
    const statement = data.statements[edge];
    return ((statement.negative ? "not " : "") + term(statement.p)).replace(INVISIBLE, "");
  }

  edgeWidth(edge) {
    const key = `e${data.statements[edge].p}${data.statements[edge].negative}`;
    if (!this.widths.has(key)) {
      const context = this.network.canvas.getContext();
      context.save();
      context.font = `${BASE}px ${FONT}`;
      this.widths.set(key, context.measureText(this.edgeText(edge)).width);
      context.restore();
    }
    return this.widths.get(key);
  }

  // Labels in the order of their weight: what is selected or pointed at, then its neighbours,
  // then the best connected. Each takes the first spot that is free, or is left out.
  place(scale) {
    const unit = this.labelPixels(scale) / BASE / scale;
    const focused = this.mode.startsWith("focus");
    const dim = this.selection.nodes.size + this.selection.edges.size > 0;
    const bright = (kind, id) => this.selection[kind].has(id) || this.hovered[kind].has(id);
    const beside = (edge) => this.context.edges.has(edge.id) || this.hovered.nodes.has(edge.from) || this.hovered.nodes.has(edge.to);
    const nodes = this.ranked.filter(({ id }) =>
      this.shown.nodes.has(id) && (!dim || bright("nodes", id) || this.context.nodes.has(id)));
    const edges = picture.edges.filter((edge) => edge.kind !== "tie" && this.shown.edges.has(edge.id));
    const room = {
      scale, unit, placed: [], words: new Rectangles(140 * unit), taken: new Rectangles(140 * unit),
      frame: this.frame([...this.shown.nodes], unit),
    };
    for (const { id, size } of nodes) {
      const { x, y } = this.inner.nodes[id];
      room.taken.add({ owner: id, left: x - size, right: x + size, top: y - size, bottom: y + size });
    }
    const ranks = [[], [], []];
    for (const node of nodes) ranks[bright("nodes", node.id) ? 0 : this.context.nodes.has(node.id) ? 1 : 2].push(node);
    for (const node of ranks[0]) this.placeNode(room, node, true);
    for (const edge of edges) if (bright("edges", edge.id)) this.placeEdge(room, edge, true);
    for (const node of ranks[1]) this.placeNode(room, node, false);
    for (const node of ranks[2])
      if (!isStatementNode(node.id) || scale > 0.7 || focused) this.placeNode(room, node, false);
    const open = !dim && (scale > 0.85 || focused);
    const rest = edges.filter((edge) => !bright("edges", edge.id) && (open || beside(edge)))
      .sort((a, b) => (a.kind === "derived") - (b.kind === "derived"));
    for (const edge of rest.slice(0, 600)) this.placeEdge(room, edge, false);
    return room.placed;
  }

  placeNode(room, node, bright) {
    const { x, y } = this.inner.nodes[node.id];
    const lines = this.lines.get(node.id);
    const card = isStatementNode(node.id);
    const font = BASE * room.unit * (card ? 0.88 : 1);
    const width = this.labelWidth(node.id) * (font / BASE) * (bright ? 1.1 : 1);
    const height = lines.length * 1.22 * font;
    const pad = (card ? 5 : 1) * room.unit;
    const gap = node.size + (bright ? 8 : 3) * room.unit;
    const spots = card ? [[0, 0]] : [
      [0, gap + height / 2], [0, -gap - height / 2], [gap + width / 2, 0], [-gap - width / 2, 0]];
    const label = { id: node.id, owner: node.id, lines, card, font, bright };
    this.settle(room, label, width + 2 * pad, height + 2 * pad, spots.map(([dx, dy]) => ({ x: x + dx, y: y + dy })));
  }

  placeEdge(room, edge, bright) {
    const font = BASE * room.unit * 0.88;
    const width = this.edgeWidth(edge.id) * (font / BASE) * (bright ? 1.1 : 1) + 4 * room.unit;
    const spots = [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => this.middle(edge.id, share));
    const label = { id: edge.id, edge, lines: [this.edgeText(edge.id)], font, bright };
    this.settle(room, label, width, BASE * room.unit, spots);
  }

  // Bright labels may cover nodes, and stand outside of the picture; none may cover another.
  settle({ words, taken, frame, placed }, label, width, height, spots) {
    for (const { x, y } of spots) {
      const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
      const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top;
      const free = label.bright ? words.free(box) : taken.free({ ...box, owner: label.owner }) && (label.edge || inside);
      if (!free) continue;
      words.add(box);
      taken.add(box);
      placed.push({ ...label, ...box, x, y });
      return;
    }
  }

  paint(context) {
    const scale = this.network.getScale();
    const key = `${this.version} ${scale.toFixed(4)}`;
    if (key !== this.placedFor) {
      this.placed = this.place(scale);
      this.placedFor = key;
    }
    if (this.selection.nodes.size + this.selection.edges.size) this.spotlight(context, scale);
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const label of this.placed) this.write(context, label, scale);
    context.restore();
    if (this.settled) ready();
  }

  // A veil over all but the selection and what it touches.
  spotlight(context, scale) {
    const { width, height } = this.network.canvas.frame.canvas;
    const from = this.network.DOMtoCanvas({ x: 0, y: 0 });
    context.save();
    context.globalAlpha = 0.72;
    context.fillStyle = this.colours.ground;
    context.fillRect(from.x, from.y, width / scale, height / scale);
    context.restore();
    for (const id of new Set([...this.context.edges, ...this.selection.edges])) {
      this.inner.edges[id].draw(context);
      this.inner.edges[id].drawArrows(context);
    }
    for (const id of new Set([...this.context.nodes, ...this.selection.nodes])) {
      const node = this.inner.nodes[id];
      if (this.selection.nodes.has(id)) {
        context.beginPath();
        context.arc(node.x, node.y, node.options.size + 6 / scale, 0, 2 * Math.PI);
        context.lineWidth = 3 / scale;
        context.strokeStyle = this.colours.accent;
        context.stroke();
      }
      node.draw(context);
    }
  }

  write(context, label, scale) {
    const { colours } = this;
    context.font = `${label.bright ? 600 : 400} ${label.font}px ${FONT}`;
    if (label.card) {
      context.fillStyle = colours.card;
      context.strokeStyle = label.bright ? colours.accent : colours.muted;
      context.lineWidth = 1 / scale;
      context.beginPath();
      context.roundRect(label.left, label.top, label.right - label.left, label.bottom - label.top, 4 / scale);
      context.fill();
      context.stroke();
    }
    context.fillStyle = label.edge && !label.bright ? colours.muted : colours.ink;
    const step = label.font * 1.22;
    label.lines.forEach((line, n) => {
      const y = label.y + (n - (label.lines.length - 1) / 2) * step;
      if (!label.card) {
        context.strokeStyle = colours.ground;
        context.lineWidth = 3.5 / scale;
        context.strokeText(line, label.x, y);
      }
      context.fillText(line, label.x, y);
    });
  }
}
