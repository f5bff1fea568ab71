// SPDX-License-Identifier: GPL-3.0-or-later
// What changes in time: a small chart for each target, a line for each run. All charts share one cursor.
import uPlot from "uplot";
import { isInjection } from "./data.js";
import { showTime, timeUnit } from "./numbers.js";
import { capital, element, runColour, runDash, swatch, word } from "./words.js";

const HEIGHT = 190;

// Kinds of columns: what the chooser offers, and which columns of the time series belong to it.
function kindsOf(runs) {
  const kinds = [
    { name: "Blocked share of pain fibres (C)", pattern: /^(\w+)\.blocked_c$/, unit: "%", factor: 100, top: 100 },
    { name: "Blocked share of A\u03b4 fibres", pattern: /^(\w+)\.blocked_a_delta$/, unit: "%", factor: 100, top: 100 },
    { name: "Relief of the stated pain", pattern: /^(relief)$/, unit: "%", factor: 100, top: 100 }];
  const drugs = new Set(runs.flatMap((run) => columnsOf(run)).map((c) => c.match(/^\w+\.(\w+) \[(.*)\]$/))
    .filter((m) => m && m[2] !== "mg/L" && !m[0].startsWith("stiffness")).map((m) => `${m[1]} [${m[2]}]`));
  for (const drug of drugs) {
    const [, name, unit] = drug.match(/^(\w+) \[(.*)\]$/);
    kinds.push({ name: `Mean concentration of ${word(name)}`, unit: unit === "uM" ? "\u00b5M" : unit, factor: 1,
      pattern: new RegExp(`^(\\w+)\\.${name} \\[`) });
  }
  kinds.push({ name: "Concentration in plasma", pattern: /^plasma\.(\w+) \[mg\/L\]$/, unit: "mg/L", factor: 1 });
  // Without an injection nothing of this is told: there is nothing to block with.
  if (!runs.some(isInjection)) kinds.length = 0;
  kinds.push({ name: "Motion of the sacrum", pattern: /^(nutation|lateral_bending|axial_rotation)_deg$/, unit: "\u00b0", factor: 1 },
    { name: "Shift of the sacrum", pattern: /^(shift_\w+)_mm$/, unit: "mm", factor: 1 },
    { name: "Force of ligaments", pattern: /^force\.(\w+) \[N\]$/, unit: "N", factor: 1 },
    { name: "Strain of ligaments", pattern: /^strain\.(\w+)$/, unit: "%", factor: 100, floor: 1e-6 },
    { name: "Pressure of contact", pattern: /^(contact_pressure(?:_largest)?)_kPa$/, unit: "kPa", factor: 1 },
    { name: "Pressure at the hub and in the cavity", pattern: /^(hub_pressure_\w+|cavity_pressure)_kPa$/, unit: "kPa", factor: 1 },
    { name: "Volumes", pattern: /^(injected|cavity_fluid|left_cavity|absorbed)_mL$/, unit: "mL", factor: 1 });
  return kinds.filter((kind) => subjectsOf(runs, kind).length > 0);
}

function columnsOf(run) {
  return [...(run.table.get("timeseries") || new Map()).keys()];
}

function subjectsOf(runs, kind) {
  return [...new Set(runs.flatMap(columnsOf))].filter((column) => kind.pattern.test(column));
}

function isEmpty(runs, kind, column) {
  const floor = kind.floor ?? (kind.unit === "%" ? 0.0005 : 1e-4);
  return runs.every((run) => {
    const values = run.table.get("timeseries")?.get(column);
    return !values || values.every((v) => !(Math.abs(v) >= floor));
  });
}

// One time axis for runs with outputs at different times; where a run has none the line goes on.
function joinRuns(runs, column, factor) {
  const shown = runs.map((run) => run.table.get("timeseries")).map((table) =>
    table && table.has(column) ? [[...table.get("time")], [...table.get(column)].map((v) =>
      (Number.isNaN(v) ? null : v * factor))] : [[0], [null]]);
  return uPlot.join(shown);
}

function cssColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(label, more = {}) {
  return { stroke: cssColour("--ink"), grid: { stroke: cssColour("--grid"), width: 1 },
    ticks: { stroke: cssColour("--grid"), width: 1 }, font: "12px system-ui", labelFont: "12px system-ui", labelSize: 18,
    label, ...more };
}

function short(v) {
  if (v === null || v === undefined) return "\u2013";
  return Math.abs(v) < 1e-4 ? "0" : String(Number(v.toPrecision(3)));
}

function chartOf(place, runs, kind, column, state) {
  const data = joinRuns(runs, column, kind.factor);
  const [unit, seconds] = timeUnit(Math.max(...data[0]));
  const x = data[0].map((t) => t / seconds);
  // A logarithmic axis has no place for 0.
  if (state.logTime) x.forEach((t, i) => { if (t <= 0) x[i] = (x[1] || 1) / 2; });
  const floor = kind.unit === "%" ? 0.1 : 1e-3 * Math.max(...data.slice(1).flat().filter((v) => v !== null), 1e-9);
  const lines = data.slice(1).map((line) => (state.logValue ? line.map((v) => (v === null ? null : Math.max(v, floor))) : line));
  const name = capital(word(column.match(kind.pattern)[1]));
  const options = {
    width: place.clientWidth, height: HEIGHT, pxAlign: false,
    legend: { show: false },
    cursor: { sync: { key: "time" }, points: { size: 7 } },
    scales: { x: { time: false, distr: state.logTime ? 3 : 1 },
      y: { distr: state.logValue ? 3 : 1, range: state.logValue || !kind.top ? undefined : [0, kind.top] } },
    axes: [axis(`time [${unit}]`, { size: 32 }), axis(kind.unit, { size: 44 })],
    series: [{}, ...runs.map((run, i) => ({ label: run.name, stroke: runColour(i), dash: runDash(i), width: 2,
      show: !state.hidden.has(i), points: { show: x.length < 12, size: 4 }, spanGaps: true }))],
    hooks: { setCursor: [(chart) => {
      const at = chart.cursor.idx;
      readout.textContent = at === null || at === undefined ? "" : `${showTime(data[0][at])}: ` + runs.map((run, i) =>
        (state.hidden.has(i) ? null : `${run.name} ${short(data[i + 1][at])} ${kind.unit}`)).filter(Boolean).join("; ");
    }] },
  };
  const readout = element("p", { class: "readout", "aria-live": "off" });
  const last = runs.map((run, i) => `${run.name} ends at ${short(data[i + 1].filter((v) => v !== null).pop())} ${kind.unit}`);
  const box = element("figure", { class: "chart", role: "img", "aria-label": `${name}, ${kind.name}: ${last.join("; ")}` },
    element("figcaption", {}, name));
  place.append(box);
  options.width = box.clientWidth - 4;
  const chart = new uPlot(options, [x, ...lines], box);
  box.append(readout);
  return chart;
}

function toggle(label, checked, act, sample) {
  const box = element("input", { type: "checkbox", checked, on: { change: () => act(box.checked) } });
  return element("label", { class: "toggle" }, box, sample || null, " ", label);
}

export function drawCurves(place, runs) {
  const kinds = kindsOf(runs);
  const state = { kind: kinds[0], hidden: new Set(), logTime: false, logValue: false, all: false };
  const charts = element("div", { class: "charts" });
  const note = element("p", { class: "hint" });
  let drawn = [];
  const redraw = () => {
    drawn.forEach((chart) => chart.destroy());
    charts.replaceChildren();
    const columns = subjectsOf(runs, state.kind);
    const shown = state.all ? columns : columns.filter((column) => !isEmpty(runs, state.kind, column));
    drawn = shown.map((column) => chartOf(charts, runs, state.kind, column, state));
    const left = columns.length - shown.length;
    note.textContent = left === 0 ? "" : `${left} more stay at nothing: ${columns.filter((c) => !shown.includes(c))
      .map((c) => word(c.match(state.kind.pattern)[1])).join(", ")}.`;
  };
  if (kinds.length === 0) {
    place.append(element("p", {}, "These runs have no time series."));
    return redraw;
  }
  const chooser = element("select", { id: "kind", on: { change: () => {
    state.kind = kinds[chooser.selectedIndex];
    redraw();
  } } }, ...kinds.map((kind) => element("option", {}, kind.name)));
  const set = (key) => (on) => { state[key] = on; redraw(); };
  place.append(element("div", { class: "controls" }, element("label", { for: "kind" }, "Show "), chooser,
    ...runs.map((run, i) => toggle(run.name, true, (on) => {
      if (on) state.hidden.delete(i); else state.hidden.add(i);
      drawn.forEach((chart) => chart.setSeries(i + 1, { show: on }));
    }, swatch(i))),
    toggle("logarithmic time", false, set("logTime")), toggle("logarithmic values", false, set("logValue")),
    toggle("those at nothing too", false, set("all"))), charts, note);
  redraw();
  return redraw;
}
