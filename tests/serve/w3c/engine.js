"use strict";
// For rdf-test-suite. It would load each test's data by an update, which a read-only endpoint
// refuses: so the data is there beforehand, and here it is only checked to be there.

const { TestCaseProtocol } = require.main.require("../lib/testcase/sparql/TestCaseProtocol");

TestCaseProtocol.prototype.loadGraphData = async function (endpoint) {
  const triples = this.graphData.map(
    ({ subject, predicate, object, graph }) =>
      `GRAPH <${graph.value}> { <${subject.value}> <${predicate.value}> <${object.value}> }`,
  );
  const query = encodeURIComponent(`ASK { ${triples.join(" ")} }`);
  const accept = "application/sparql-results+json";
  const response = await fetch(`${endpoint}?query=${query}`, { headers: { accept } });
  const found = await response.json();
  if (!found.boolean) throw new Error(`the endpoint lacks the data of ${this.uri}`);
};

module.exports = {};
