"use strict";

// The same content as the picture, a row for each claim.

const COLUMNS = ["Subject", "Predicate", "Object", "Who says it", "How", "Paragraph", "In the graph"];
const PAGE = 500;
const LAST = 1e15;

const rows = data.statements.flatMap((statement, number) => {
  const base = [words(statement.s), (statement.negative ? "not " : "") + term(statement.p), words(statement.o)];
  const shown = statement.projected ? "yes" : statement.derived ? "derived" : `no: ${(statement.why || ["only under a condition"]).join(", ")}`;
  if (!claimsOf[number].length) {
    const said = concluded(number) ? ["nobody", `by rule: ${ruleTitles(number).join(", ")}`] : ["", ""];
    return [{ number, cells: [...base, ...said, "", shown], order: LAST }];
  }
  return claimsOf[number].map((place) => {
    const claim = data.claims[place];
    const how = [claim.modality, claim.certainty !== "certain" && claim.certainty, claim.hearsay && "hearsay", claim.conditions && "conditional"];
    const evidence = claim.evidence || [];
    const spans = evidence.map((one) => passage(one).span).join(", ");
    const who = [claim.by, ...(claim.via || []).map(([relayer]) => relayer)].map((agent) => data.entities[agent].label);
    return { number, cells: [...base, who.join(", through "), how.filter(Boolean).join(", "), spans, shown],
      order: Math.min(...evidence.map((one) => claim.document * 1e12 + one.paragraph * 1e7 + (one.start || 0))) };
  });
});

class Table {
  constructor(head, body, more, report) {
    Object.assign(this, { body, more, report, column: 5, down: false, limit: PAGE, text: "", listed: [] });
    this.buttons = COLUMNS.map((name, column) => {
      const button = make("button", { type: "button", onclick: () => this.sort(column) }, name);
      head.append(make("th", { scope: "col" }, button));
      return button;
    });
    more.addEventListener("click", () => { this.limit += PAGE; this.draw(); });
    this.compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  }

  sort(column) {
    this.down = this.column === column && !this.down;
    this.column = column;
    this.draw();
  }

  // Statements to list, words to narrow them by, and statements to mark.
  show(listed, text, chosen) {
    const key = JSON.stringify([listed.length, text]);
    if (key !== this.key) this.limit = PAGE;
    Object.assign(this, { key, listed, text, chosen });
    this.draw();
  }

  draw() {
    const allowed = new Set(this.listed);
    const wanted = folded(this.text.trim()).split(/\s+/).filter(Boolean);
    const found = rows.filter((entry) => {
      if (!allowed.has(entry.number)) return false;
      entry.folded ??= folded(entry.cells.join(" "));
      return wanted.every((word) => entry.folded.includes(word));
    });
    const sign = this.down ? -1 : 1;
    const by = this.column === 5 ? (a, b) => a.order - b.order : (a, b) => this.compare(a.cells[this.column], b.cells[this.column]);
    found.sort((a, b) => sign * by(a, b) || a.order - b.order);
    this.buttons.forEach((button, column) => {
      const now = column === this.column ? (this.down ? "descending" : "ascending") : "none";
      button.parentElement.setAttribute("aria-sort", now);
    });
    this.body.replaceChildren(...found.slice(0, this.limit).map((entry) => this.line(entry)));
    this.more.hidden = found.length <= this.limit;
    this.more.textContent = `Show ${Math.min(PAGE, found.length - this.limit)} more of ${found.length.toLocaleString("en")}`;
    this.report.textContent = found.length ? plural(found.length, "row") : "Nothing fits. Try fewer words, more types, or what is only said.";
  }

  line({ number, cells }) {
    const statement = data.statements[number];
    const [, predicate, , ...rest] = cells;
    return make("tr", { "data-statement": number, class: [this.chosen.has(number) && "chosen", look(number)].filter(Boolean).join(" ") },
      make("td", {}, valueLink(statement.s)),
      make("td", {}, link({ statement: number }, said(predicate))),
      make("td", {}, valueLink(statement.o)),
      rest.map((text) => make("td", {}, said(text))));
  }
}
