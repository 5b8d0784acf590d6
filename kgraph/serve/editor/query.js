"use strict";

// YASGUI, kept to this host: what it would look up elsewhere is given to it.

const wide = matchMedia("(min-width: 900px)");
const endpoint = new URL("/sparql", location).href;
const example = `# Facts, and how many claims make each of them one
SELECT ?subject ?predicate ?object (COUNT(?claim) AS ?claims) WHERE {
  ?claim kg:projects ?statement .
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
}
GROUP BY ?subject ?predicate ?object
ORDER BY DESC(?claims) ?subject
LIMIT 100`;

function completions({ prefixes, properties, classes }) {
  const { Yasqe } = Yasgui;
  const get = (found) => () => Promise.resolve(found);
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.defaults.autocompleters = ["variables"];
  for (const [like, found] of Object.entries({ prefixes: declared, property: properties, class: classes })) {
    Yasqe.forkAutocompleter(like, {
      name: `own-${like}`, get: get(found), bulk: true, persistenceId: null,
    });
  }
}

// A fault in words, as `kgraph query` tells it; anything but the endpoint's own JSON is left to YASGUI.
async function fault({ text }) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!told?.detail) return undefined;
  const place = told.line ? `line ${told.line}, column ${told.column}: ` : "";
  const words = document.createElement("p");
  words.className = "fault";
  words.textContent = `${place}${told.detail}${told.help ? `\n${told.help}` : ""}`;
  return words;
}

function start(settings) {
  completions(settings);
  Yasgui.Yasr.defaults.errorRenderers = [fault];
  const declared = Object.entries(settings.prefixes)
    .filter(([prefix]) => settings.own.includes(prefix))
    .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`);
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: ["endpoint"] },
    copyEndpointOnNewTab: true,
    yasqe: { value: `${declared.join("\n")}\n\n${example}` },
    yasr: { prefixes: settings.prefixes },
  });
  list(settings.questions, yasgui);
  return yasgui;
}

function list(questions, yasgui) {
  const box = document.getElementById("questions");
  box.open = wide.matches;
  box.querySelector(".count").textContent = questions.length;
  const items = questions.map(({ name, title, question, query }) => {
    const button = document.createElement("button");
    const heading = document.createElement("strong");
    heading.textContent = title;
    const words = document.createElement("span");
    words.textContent = question;
    button.append(heading, words);
    button.dataset.words = `${name} ${title} ${question}`.toLowerCase();
    button.addEventListener("click", () => {
      const at = { name, yasqe: { value: query }, requestConfig: { endpoint } };
      yasgui.addTab(true, at, { avoidDuplicateTabs: true }).query();
      box.open = wide.matches;
      document.getElementById("editor").scrollIntoView();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  });
  box.querySelector("ul").append(...items);
  box.querySelector("input").addEventListener("input", ({ target }) => {
    for (const item of items) item.hidden = !item.firstChild.dataset.words.includes(target.value.toLowerCase());
  });
}

// A thing's IRI leads to its page here, and not to where the IRI would be looked up.
function keepHere(base) {
  const lead = ({ target }) => {
    const anchor = target.closest?.("a[href]");
    if (anchor && anchor.href.startsWith(base)) anchor.href = `/id/${anchor.href.slice(base.length)}`;
  };
  for (const event of ["click", "auxclick", "contextmenu"]) document.addEventListener(event, lead, true);
}

fetch("/query.json")
  .then((response) => response.json())
  .then((settings) => {
    keepHere(settings.base);
    window.editor = start(settings);
    document.body.dataset.ready = "true";
  });
