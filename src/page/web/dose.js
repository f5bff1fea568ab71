// SPDX-License-Identifier: GPL-3.0-or-later
// Where the dose went: for each run and drug the terms of its ledger, stacked, as share of what was injected by the end.
import uPlot from "uplot";
import { SUMMARY, TERMS } from "./ledger.js";
import { showTime, timeUnit } from "./numbers.js";
import { capital, element, word } from "./words.js";
import { numberCell } from "./table.js";
import { show } from "./numbers.js";

function stack(table) {
  const injected = table.get("injected");
  const gained = table.get("gained");
  const whole = Math.max(...injected.map((v, i) => v + gained[i]));
  if (!(whole > 0)) return null;
  const time = [...table.get("time")];
  const present = TERMS.filter(([term]) => [...table.get(term)].some((v) => v > 5e-4 * whole));
  const sum = new Float64Array(time.length);
  const layers = present.map(([term]) => Array.from(table.get(term), (v, i) => (sum[i] += (100 * v) / whole)));
  return { time, present, layers };
}

function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Every layer is filled down to 0, the highest first: what shows of each is its own share.
function chartOf(box, stacked) {
  const [unit, seconds] = timeUnit(Math.max(...stacked.time));
  const line = { stroke: css("--ink"), grid: { stroke: css("--grid"), width: 1 }, font: "12px system-ui",
    labelFont: "12px system-ui", labelSize: 18 };
  const order = stacked.present.map((_, i) => i).reverse();
  return new uPlot({
    width: box.clientWidth - 4, height: 220, legend: { show: false }, cursor: { sync: { key: "time" } },
    scales: { x: { time: false }, y: { range: [0, 100] } },
    axes: [{ ...line, label: `time [${unit}]`, size: 32 }, { ...line, label: "% of what was injected", size: 44 }],
    series: [{}, ...order.map((i) => ({ stroke: css("--paper"), width: 1, fill: stacked.present[i][1],
      points: { show: false } }))],
  }, [stacked.time.map((t) => t / seconds), ...order.map((i) => stacked.layers[i])], box);
}

function drawOne(place, run, index, name) {
  const drug = name.replace(/^ledger_/, "");
  const stacked = stack(run.table.get(name));
  if (!stacked) return null;
  const end = showTime(stacked.time[stacked.time.length - 1]);
  const rows = stacked.present.map(([term, colour]) => {
    const key = `ledger.${drug}.${SUMMARY[term] || term}`;
    return element("li", {}, element("span", { class: "patch", style: `background:${colour}` }), ` ${capital(word(term))} `,
      numberCell(run, index, key, show(run.quantity.get(key))));
  });
  const box = element("figure", { class: "chart dose", role: "img",
    "aria-label": `Where the ${word(drug)} of ${run.name} went, against time; the figures at the end stand below` },
  element("figcaption", {}, `${run.name}: ${word(drug)}`));
  const holder = element("div", {}, box, element("p", { class: "hint" }, `After ${end}:`),
    element("ul", { class: "legend" }, ...rows));
  place.append(holder);
  return chartOf(box, stacked);
}

export function drawDose(place, runs) {
  const charts = element("div", { class: "charts wide" });
  let drawn = [];
  place.append(charts);
  const redraw = () => {
    drawn.forEach((chart) => chart && chart.destroy());
    charts.replaceChildren();
    drawn = runs.flatMap((run, i) => [...run.table.keys()].filter((name) => name.startsWith("ledger_"))
      .map((name) => drawOne(charts, run, i, name)));
    if (drawn.length === 0) charts.append(element("p", {}, "No drug was injected."));
  };
  redraw();
  return redraw;
}
