// SPDX-License-Identifier: GPL-3.0-or-later
// A study: what ranks first and whether that is real, the ranking of all cases with what varied, and the effects.
import { drawEffects } from "./effects.js";
import { MISSING, show } from "./numbers.js";
import { capital, element, keyWords, list, quantityWords } from "./words.js";

const VERDICT = { "apart": ["", ""], "not distinguishable": ["\u2248 not distinguishable", "open"],
  "no error bar": ["", ""] };

function quantityOf(study, one) {
  return { name: study.rank_by.quantity, unit: study.rank_by.unit, value: one.value ?? null, error: one.error };
}

function figure(study, one) {
  return one.text;
}

function hasValue(one) {
  return one.state === "finished" && one.value !== null;
}

function tellBest(study) {
  const [best, ...others] = study.cases.filter(hasValue);
  const what = quantityWords(study.rank_by.quantity);
  if (!best) return `No case has a value of ${what}.`;
  const near = others.filter((one) => one.against_best === "not distinguishable");
  const first = `${best.name} has the ${study.rank_by.best} ${what}, ${figure(study, best)}`;
  if (near.length > 0)
    return `${first}; ${near.length > 4 ? `${near.length} other cases` : list(near.map((one) => one.name))} cannot be told from it.`;
  const next = others[0] ? `, before ${others[0].name} with ${figure(study, others[0])}` : "";
  const sure = others[0]?.against_best === "apart" && best.value !== others[0].value
    ? " The difference is real at this mesh: the error bars do not overlap."
    : others[0] ? " Whether the difference is real is not known: error bars are missing (sij study --error-estimate)." : "";
  return `${first}${next}.${sure}`;
}

function countState(study, state) {
  return study.cases.filter((one) => one.state === state).length;
}

export function tellStudy(place, study, runs) {
  const failed = countState(study, "failed");
  document.title = `sij: ${study.study}`;
  document.querySelector("nav").prepend(element("a", { href: "#study" }, "The study"), " ");
  place.append(element("h1", {}, study.title), element("p", { class: "answer" }, tellBest(study)),
    element("p", { class: "hint" }, `${countState(study, "finished")} of ${study.cases.length} cases are finished` +
      `${failed > 0 ? `, ${failed} failed` : ""}. Baseline: ${study.baseline.split("/").pop()}. ` +
      (runs.length < study.cases.length ? `The parts below the study show the ${runs.length} cases that rank first. ` : "") +
      "Results of a model, for the design of devices; not for the treatment of a patient."));
}

function number(name, q, text) {
  const value = q && q.value !== null ? String(q.value) : "missing";
  return element("span", { class: "number", "data-case": name, "data-name": q ? q.name : "", "data-value": value,
    title: q && q.value !== null ? `${q.name} = ${q.value} ${q.unit}` : "this case has no such value" }, text);
}

function varied(factor, one) {
  const value = one.varied[factor.key];
  return typeof value === "number" ? `${Number(value.toPrecision(4))}\u00a0${factor.unit}` : value;
}

function stateCell(study, one, span) {
  return element("td", { colspan: span }, one.state === "failed" ? `failed: ${(one.problems || []).join(" ")}` : one.state);
}

// Equal values share a place.
function placeOf(study, one) {
  return study.cases.findIndex((other) => hasValue(other) && other.value === one.value) + 1;
}

function row(study, one, index, shown) {
  const factors = study.factors.filter((factor) => factor.key !== "arm");
  const made = element("tr", {}, element("td", {}, hasValue(one) ? String(placeOf(study, one)) : MISSING), element("th", { scope: "row" }, one.name));
  const setting = factors.map((factor) => element("td", { "data-label": keyWords(factor.key) }, varied(factor, one)));
  if (one.state !== "finished") made.append(stateCell(study, one, shown.length + 1), ...setting);
  else {
    const [text, kind] = VERDICT[index === 0 ? "apart" : one.against_best];
    made.append(element("td", { "data-label": quantityWords(study.rank_by.quantity) },
      number(one.name, quantityOf(study, one), figure(study, one)),
      text ? [" ", element("span", { class: `verdict ${kind}` }, text)] : null));
    for (const name of shown) {
      const q = one.shown.find((found) => found.name === name);
      made.append(element("td", { "data-label": quantityWords(name) }, number(one.name, q, show(q))));
    }
    made.append(...setting);
  }
  return made;
}

function drawRanking(place, study) {
  const shown = [...new Set(study.cases.flatMap((one) => (one.shown || []).map((q) => q.name)))];
  const factors = study.factors.filter((factor) => factor.key !== "arm");
  const head = ["", "Case", quantityWords(study.rank_by.quantity), ...shown.map(quantityWords), ...factors.map((factor) => keyWords(factor.key))];
  place.append(element("h3", {}, `Ranked by ${quantityWords(study.rank_by.quantity)}, ${study.rank_by.best} first`),
    element("div", { class: study.cases.length > 16 ? "wide-table scroll" : "wide-table", tabindex: study.cases.length > 16 ? 0 : null },
      element("table", { class: "results" }, element("thead", {}, element("tr", {}, head.map((text) => element("th", { scope: "col" }, capital(text))))),
        element("tbody", {}, study.cases.map((one, i) => row(study, one, i, shown))))));
}

export function drawStudy(place, study) {
  place.hidden = false;
  drawRanking(place, study);
  drawEffects(place, study);
}
