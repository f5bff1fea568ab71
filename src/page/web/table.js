// SPDX-License-Identifier: GPL-3.0-or-later
// The table of results: a row for each thing a designer asks, a column for each run, and how it stands against the first.
import { isNothing, show } from "./numbers.js";
import { capital, element, swatch, word } from "./words.js";
import { valueOf } from "./data.js";

const VERDICT = {
  better: ["\u25b2 better", "better"], worse: ["\u25bc worse", "worse"], more: ["\u25b3 more", "differs"],
  less: ["\u25bd less", "differs"], open: ["\u2248 not distinguishable", "open"], same: ["= same", "open"],
  moreUnjudged: ["\u25b3 more, no error bar", "open"], lessUnjudged: ["\u25bd less, no error bar", "open"], none: ["", ""],
};

const RANGE = { _min: ", least", _max: ", largest" };
const LIGAMENT = { force_rest: "tension settled", force_max: "largest tension", strain_min: "least strain", strain_max: "largest strain" };

function namesOf(runs, pattern) {
  const found = new Map();
  for (const run of runs)
    for (const q of run.quantities) {
      const match = q.name.match(pattern);
      if (match && !found.has(q.name)) found.set(q.name, match);
    }
  return [...found.entries()];
}

// A target that every run reaches by nothing stands under "all quantities" alone; one of which a value is missing does not.
function isReached(runs, name) {
  return runs.some((run) => {
    const q = run.quantity.get(name);
    return q && (q.value === null || !isNothing(q));
  });
}

function targetRows(runs) {
  const rows = [];
  for (const [name, [, target]] of namesOf(runs, /^targets\.(\w+)\.blocked_fraction_c$/)) {
    if (runs.some((run) => run.quantity.has(`spill.${target}.blocked_fraction`)) || !isReached(runs, name)) continue;
    rows.push({ label: word(target), name });
    for (const [key, text] of [["onset_c", "onset"], ["duration_c", "duration"]])
      if (runs.some((run) => valueOf(run, `targets.${target}.${key}`)))
        rows.push({ label: text, sub: true, name: `targets.${target}.${key}` });
  }
  return rows;
}

function rowsOf(runs, pattern, label) {
  return namesOf(runs, pattern).map(([name, match]) => ({ label: label(match), name }));
}

function sectionsOf(runs) {
  const sources = runs[0].sources.map(word).join(", ");
  return [
    { title: "Relief of the stated pain", note: sources && `Sources of pain in the case: ${sources}.`, rows: [
      { label: "largest relief", name: "relief.peak" },
      { label: "relief after 30 min", name: "relief.at_30_min" },
      { label: "relief after 2 h", name: "relief.at_2_h" },
      { label: "onset", name: "relief.onset" },
      { label: "duration", name: "relief.duration" }] },
    { title: "Blocked share of pain fibres (C)", note: "Better or worse is said of the sources of the stated pain and their nerves. Targets that no run reaches stand under all quantities.",
      rows: targetRows(runs) },
    { title: "Steroid above its receptor's dissociation constant",
      rows: rowsOf(runs, /^targets\.(\w+)\.(\w+)\.above_kd$/, (m) => `${word(m[1])}, ${word(m[2])}`)
        .filter((row) => isReached(runs, row.name)) },
    { title: "Spill: nerves that should not be reached",
      rows: rowsOf(runs, /^spill\.(\w+)\.blocked_fraction$/, (m) => word(m[1])) },
    { title: "Cartilage and blood", rows: [
      ...rowsOf(runs, /^cartilage\.(\w+)\.(\w+)\.exposure_peak$/, (m) => `${word(m[1])}: exposure to ${word(m[2])}`),
      ...rowsOf(runs, /^cartilage\.(\w+)\.(\w+)\.chondrotoxic_fraction$/,
        (m) => `${word(m[1])}: share past the chondrotoxic exposure of ${word(m[2])}`),
      ...rowsOf(runs, /^plasma\.(\w+)\.peak$/, (m) => `${word(m[1])} in plasma, peak`),
      ...rowsOf(runs, /^dose\.(\w+)\.ratio$/, (m) => `${word(m[1])}: share of its dose limit`)] },
    { title: "Injection", rows: namesOf(runs, /^injection\.(.+)\.delivered$/).flatMap(([name, m]) => [
      { label: `${word(m[1])}: delivered`, name, of: `injection.${m[1]}.asked` },
      { label: "pressure at the hub, largest", sub: true, name: `injection.${m[1]}.hub_pressure_max` }]) },
    { title: "Motion, stiffness and contact",
      rows: [...rowsOf(runs, /^mechanics\.motion\.(.+?)(_min|_max)?$/, (m) => `${word(m[1])}${RANGE[m[2]] ?? ""}`),
        ...rowsOf(runs, /^mechanics\.stiffness\.(\w+)\.(along|about)$/, (m) => `stiffness against ${word(m[1])}${m[2] === "about" ? ", turning" : ""}`),
        ...rowsOf(runs, /^mechanics\.contact\.(\w+)$/, (m) => word(`contact_${m[1]}`))] },
    { title: "Ligaments", note: "Tension in the settled state and under load; mean stretch of the fibres against the settled state.",
      rows: rowsOf(runs, /^mechanics\.ligament\.(.+)\.(force_rest|force_max|strain_min|strain_max)$/,
        (m) => `${word(m[1])}: ${LIGAMENT[m[2]]}`) },
  ];
}

/** One number of one run; the test holds each against summary.json. */
export function numberCell(run, index, name, text) {
  const q = run.quantity.get(name);
  const value = q && q.value !== null ? String(q.value) : "missing";
  const full = q && q.value !== null ? `${name} = ${q.value} ${q.unit}` : `${name}: this run has no such value`;
  return element("span", { class: "number", "data-run": index, "data-name": name, "data-value": value, title: full },
    text);
}

function cell(row, runs, index) {
  const run = runs[index];
  const q = run.quantity.get(row.name);
  const made = element("td", { "data-label": run.name }, numberCell(run, index, row.name, show(q)));
  if (row.of && q) made.append(" of ", numberCell(run, index, row.of, show(run.quantity.get(row.of))));
  const [text, kind] = VERDICT[(index > 0 && q && q.compared) || "none"];
  if (text) made.append(" ", element("span", { class: `verdict ${kind}` }, text));
  return made;
}

function head(runs) {
  return element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Result"),
    ...runs.map((run, i) => element("th", { scope: "col" }, swatch(i), " ", run.name,
      element("span", { class: "hint" }, i === 0 && runs.length > 1 ? " (reference)" : "")))));
}

function isKnown(runs, row) {
  return runs.some((run) => run.quantity.has(row.name));
}

export function drawTable(place, runs) {
  const table = element("table", { class: "results", "aria-labelledby": "table-title" }, head(runs));
  for (const section of sectionsOf(runs)) {
    const rows = section.rows.filter((row) => isKnown(runs, row));
    if (rows.length === 0) continue;
    const body = element("tbody", {}, element("tr", { class: "section" },
      element("th", { scope: "rowgroup", colspan: runs.length + 1 }, section.title,
        section.note ? element("span", { class: "hint" }, ` ${section.note}`) : null)));
    for (const row of rows)
      body.append(element("tr", row.sub ? { class: "sub" } : {}, element("th", { scope: "row" }, capital(row.label)),
        ...runs.map((_, i) => cell(row, runs, i))));
    table.append(body);
  }
  const hasBars = runs.some((run) => run.quantities.some((q) => q.error !== undefined));
  if (runs.length > 1)
    place.append(element("p", { class: "hint" }, `Each run is held against ${runs[0].name}. \u25b2 better, \u25bc worse: the error ` +
      "bars tell them apart; \u2248 not distinguishable at this mesh: the bars overlap; > a lower bound, for the run ends before. " +
      (hasBars ? "" : "These runs have no error bars, so no difference is judged: sij run --error-estimate gives them.")));
  place.append(element("div", { class: "wide-table" }, table));
}

/** Every quantity of summary.json, as it is named there. */
export function drawAll(place, runs) {
  const names = [...new Set(runs.flatMap((run) => run.quantities.map((q) => q.name)))];
  const body = element("tbody");
  const filter = element("input", { type: "search", id: "filter", placeholder: "for instance plasma", on: {
    input: () => {
      const wanted = filter.value.toLowerCase();
      for (const row of body.rows) row.hidden = !row.cells[0].textContent.includes(wanted);
    } } });
  for (const name of names)
    body.append(element("tr", {}, element("th", { scope: "row" }, name),
      ...runs.map((run, i) => element("td", {}, numberCell(run, i, name, show(run.quantity.get(name)))))));
  place.append(element("p", {}, element("label", { for: "filter" }, "Names that hold: "), filter),
    element("div", { class: "scroll" }, element("table", { class: "results all", "aria-labelledby": "all-title" }, head(runs), body)));
}
