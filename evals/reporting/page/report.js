// The list of questions. All that comes from the run goes in as text nodes, never as markup.
"use strict";
const { rows, passages } = JSON.parse(document.getElementById("data").textContent);
const outcomes = ["raised", "wrong", "wrongly refused", "answered, not judged", "rightly refused", "right"];
const byId = (id) => document.getElementById(id);
const list = byId("list"), dialog = byId("one"), article = dialog.querySelector("article");
const sorting = { by: null, descending: false };
let shown = [], open = -1;

function made(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function judgement(outcome) {
  if (outcome.startsWith("right")) return "right";
  return outcome === "raised" || outcome.startsWith("wrong") ? "wrong" : "";
}

function number(value, places) {
  return value === null || value === undefined ? "–" : value.toFixed(places);
}

function address(row) {
  return `#${encodeURIComponent(row.id.toWellFormed())}`;  // half a surrogate pair would throw
}

// The list

function options(select, names) {
  for (const name of names) {
    const count = rows.filter((row) => row[select.id] === name).length;
    if (count) select.append(Object.assign(made("option", `${name} (${count})`), { value: name }));
  }
}

function sought(row) {
  return [row.id, row.question, row.text, ...row.answers].join("\n").toLowerCase();
}

function rank(row) {
  return sorting.by === "outcome" ? outcomes.indexOf(row.outcome) : row[sorting.by];
}

function compare(one, other) {
  const [a, b] = [rank(one), rank(other)];
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;  // what has no value comes last
  const order = typeof a === "string" ? a.localeCompare(b) : a - b;
  return sorting.descending ? -order : order;
}

function refresh() {
  const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const kind = byId("kind").value, outcome = byId("outcome").value;
  shown = rows.filter((row) =>
    (!kind || row.kind === kind) && (!outcome || row.outcome === outcome) &&
    (!words.length || words.every((word) => sought(row).includes(word))));
  if (sorting.by) shown.sort(compare);
  byId("count").textContent = `${shown.length} of ${rows.length}`;
  list.tBodies[0].replaceChildren(...shown.map(line));
}

function line(row, place) {
  const tr = made("tr");
  const first = made("td");
  const button = made("button", row.question);
  button.addEventListener("click", () => show(place));
  first.append(button);
  tr.append(first, made("td", row.kind), made("td", row.outcome, judgement(row.outcome)),
    made("td", number(row.confidence, 2), "number"), made("td", number(row.seconds, 2), "number"));
  return tr;
}

for (const button of list.querySelectorAll("[data-sort]")) {
  button.addEventListener("click", () => {
    const by = button.dataset.sort;
    sorting.descending = sorting.by === by && !sorting.descending;
    sorting.by = by;
    for (const th of list.querySelectorAll("th")) th.removeAttribute("aria-sort");
    button.closest("th").setAttribute("aria-sort", sorting.descending ? "descending" : "ascending");
    refresh();
  });
}

// One question

function section(title, ...content) {
  const kept = content.flat().filter(Boolean);
  if (kept.length) article.append(made("h3", title), ...kept);
}

function show(place) {
  open = place;
  const row = shown[place];
  article.replaceChildren(
    Object.assign(made("h2", row.question), { id: "one-question" }),
    made("p", [row.id, row.kind, row.held_out ? "held out" : "", row.as_of ? `asked ${row.as_of}` : ""]
      .filter(Boolean).join(" · "), "soft"));
  section("Earlier turns", row.history.flatMap((turn) =>
    [made("p", turn.question), turn.answer && made("p", turn.answer, "soft")]));
  if (row.searched_for && row.searched_for !== row.question) {
    section("Searched as", made("p", row.searched_for));
  }
  const sure = row.confidence === null ? "" : `, confidence ${number(row.confidence, 2)}`;
  section("Answer",
    made("p", `${row.outcome}${sure}, ${number(row.seconds, 2)} s`, judgement(row.outcome)),
    row.error && made("p", row.error, "said"), row.text && made("p", row.text, "said"));
  section("Quotes cited", row.citations.map((each) => quote(`[${each.number}] ${each.title}`, each.quote)));
  const evidence = row.evidence ?? { statements: [], missing: [] };
  section("What articles say",
    evidence.verdict && made("p", `Verdict: ${evidence.verdict}`),
    evidence.as_of && made("p", `As of ${evidence.as_of}`),
    evidence.statements.map((each) => quote(told(each), each.citation.quote)),
    evidence.missing.map((each) => made("p", `Nothing on ${each}`)));
  section("Left out, as its quotes do not bear it out", row.withheld.map((each) => made("p", each.text)));
  section("How it came about", row.model && made("p", `Written by ${row.model}.`), row.note && made("p", row.note));
  section("Right answer", row.answers.length &&
    made("p", row.answers.join(row.all ? " and " : " or "), "said"),
    !row.answerable && made("p", "The archive does not say."));
  section("Choices", row.choices.map((each) => made("p", each === row.choice ? `${each} (chosen)` : each)));
  section("Gold", row.gold.map((each) => quote(each.article, each.quote)));
  section("Measures", measures(row.measures));
  section("What was retrieved", row.passages.length && legend(),
    row.passages.map((each, at) => passage(row, each, at + 1)),
    !row.passages.length && row.retrieved.map((each) => made("p", each)));
  byId("place").textContent = `${place + 1} of ${shown.length}`;
  byId("previous").disabled = place === 0;
  byId("next").disabled = place === shown.length - 1;
  history.replaceState(null, "", address(row));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function told(statement) {
  const { standing, part, first, last, speaker } = statement;
  const days = first && last ? `${first} to ${last}` : first;
  const head = [standing, part, days, speaker].filter(Boolean).join(", ");
  return `${head}: ${statement.text}: ${statement.citation.title}`;
}

function quote(head, text) {
  const block = made("div");
  block.append(made("p", head, "soft"));
  if (text) block.append(made("blockquote", text));
  return block;
}

function measures(values) {
  const names = Object.keys(values);
  if (!names.length) return null;
  const all = made("dl", null, "measures");
  for (const name of names) {
    const pair = made("div");
    pair.append(made("dt", name), made("dd", number(values[name], 3)));
    all.append(pair);
  }
  return all;
}

function legend() {
  const line = made("p", null, "soft");
  line.append(made("mark", "cited"), " by the answer, ", made("mark", "gold", "gold"), " quote");
  return line;
}

function passage(row, { chunk, score }, at) {
  const of = passages[chunk], block = made("div", null, "passage"), text = made("p");
  const from = [of.title, of.publisher, of.published].filter(Boolean).join(", ");
  block.append(made("p", `${at}. ${from} (${of.article_id}, score ${number(score, 2)})`, "soft"), text);
  const cited = row.citations.filter((each) => each.article_id === of.article_id);
  const gold = row.gold.filter((each) => each.article === of.article_id).flatMap((each) => each.places);
  // Offsets count code points of the article, and JavaScript's strings UTF-16.
  const letters = Array.from(of.text);
  const within = (spans) => spans.map((each) =>
    [each.start ?? each[0], each.end ?? each[1]].map((each) =>
      Math.min(Math.max(each - of.start, 0), letters.length)));
  const spans = { cited: within(cited), gold: within(gold) };
  const borders = [...new Set([0, letters.length, ...Object.values(spans).flat(2)])].sort((a, b) => a - b);
  borders.slice(1).forEach((end, n) => {
    const start = borders[n];
    const classes = Object.keys(spans).filter((name) => spans[name].some(([a, b]) => a <= start && end <= b));
    const piece = letters.slice(start, end).join("");
    text.append(classes.length ? made("mark", piece, classes.join(" ")) : piece);
  });
  return block;
}

byId("previous").addEventListener("click", () => show(open - 1));
byId("next").addEventListener("click", () => show(open + 1));
byId("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
dialog.addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft" && open > 0) show(open - 1);
  if (event.key === "ArrowRight" && open < shown.length - 1) show(open + 1);
});
dialog.addEventListener("close", () => {
  history.replaceState(null, "", location.pathname + location.search);
  list.tBodies[0].rows[open]?.querySelector("button").focus();
});

byId("filters").hidden = list.hidden = false;
byId("filters").addEventListener("input", refresh);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
options(byId("kind"), new Set(rows.map((row) => row.kind)));
options(byId("outcome"), outcomes);
refresh();
const asked = shown.findIndex((row) => address(row) === location.hash);
if (asked >= 0) show(asked);
