// SPDX-License-Identifier: GPL-3.0-or-later
// What the factors of a study do to its ranked quantity: a chart of each factor, and the response surface of the linear
// model over two of them. Drawn as SVG from study.json; nothing is fitted here.
import { element, keyWords, quantityWords } from "./words.js";

const SPACE = "http://www.w3.org/2000/svg";
const WIDE = 340;
const HIGH = 220;
const EDGE = { left: 84, right: 12, top: 12, bottom: 44 };
// Even in lightness and told apart by the colour-blind: dark blue over grey to yellow.
const RAMP = [[0, 34, 78], [53, 69, 108], [102, 105, 112], [148, 142, 119], [196, 183, 108], [254, 232, 56]];
const CELLS = 24;

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function hasValue(one) {
  return one.state === "finished" && typeof one.value === "number";
}

function extent(values) {
  const low = Math.min(...values), high = Math.max(...values);
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function showResponse(study, value) {
  const { unit } = study.rank_by;
  const [factor, shown] = unit === "1" ? [100, "%"] : unit === "min" && Math.abs(value) >= 120 ? [1 / 60, "h"] : [1, unit];
  return `${Number((factor * value).toPrecision(3))}\u00a0${shown}`;
}

// -1 to 1 from one end of a factor to the other, as the model has it.
function coordinate(factor, value) {
  const [low, high] = factor.range;
  const share = factor.scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return 2 * share - 1;
}

function valueAt(factor, u) {
  const [low, high] = factor.range, share = (u + 1) / 2;
  return factor.scale === "log" ? low * (high / low) ** share : low + share * (high - low);
}

function showEnd(factor, value) {
  return `${Number(value.toPrecision(3))} ${factor.unit}`.trim();
}

function xOf(u) {
  return EDGE.left + ((u + 1) / 2) * (WIDE - EDGE.left - EDGE.right);
}

function yOf(range, value) {
  return HIGH - EDGE.bottom - ((value - range[0]) / (range[1] - range[0])) * (HIGH - EDGE.top - EDGE.bottom);
}

function text(x, y, anchor, words) {
  return svg("text", { x, y, "text-anchor": anchor, "font-size": 11, fill: "currentColor" }, words);
}

function frame(label) {
  return svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": label, width: "100%" },
    svg("rect", { x: EDGE.left, y: EDGE.top, width: WIDE - EDGE.left - EDGE.right, height: HIGH - EDGE.top - EDGE.bottom,
      fill: "none", stroke: "var(--grid)" }));
}

function addScale(chart, study, range) {
  for (const value of [range[0], (range[0] + range[1]) / 2, range[1]])
    chart.append(text(EDGE.left - 5, yOf(range, value) + 4, "end", showResponse(study, value)));
}

function dot(x, y, title, fill) {
  return svg("circle", { cx: x, cy: y, r: 3.2, fill, "fill-opacity": 0.75 }, svg("title", {}, title));
}

function addEnds(chart, factor) {
  for (const [u, anchor] of [[-1, "start"], [0, "middle"], [1, "end"]])
    chart.append(text(xOf(u), HIGH - EDGE.bottom + 15, anchor, showEnd(factor, valueAt(factor, u))));
  chart.append(text(xOf(0), HIGH - 8, "middle", factor.scale === "log" ? "logarithmic" : ""));
}

// A dot for each case, and the line of the model with the other factors in the middle.
function drawRange(study, factor, range) {
  const chart = frame(`${quantityWords(study.rank_by.quantity)} against ${factor.key}`);
  const term = study.linear_model?.terms.find((one) => one.factor === factor.key);
  addScale(chart, study, range);
  addEnds(chart, factor);
  for (const one of study.cases.filter(hasValue))
    chart.append(dot(xOf(coordinate(factor, one.varied[factor.key])), yOf(range, one.value),
      `${one.name}: ${showEnd(factor, one.varied[factor.key])}, ${showResponse(study, one.value)}`, "var(--accent)"));
  if (term) {
    const at = (u) => yOf(range, study.linear_model.intercept + term.slope * u);
    chart.append(svg("line", { x1: xOf(-1), y1: at(-1), x2: xOf(1), y2: at(1), stroke: "currentColor", "stroke-width": 2 }));
  }
  return [chart, term ? `from ${showEnd(factor, factor.range[0])} to ${showEnd(factor, factor.range[1])}: ` +
    `${term.slope > 0 ? "+" : "\u2212"}${showResponse(study, Math.abs(2 * term.slope))}; standardised slope ${term.standardised.toFixed(2)}` : ""];
}

// The mean of the cases of each level.
function drawLevels(study, factor, range) {
  const effect = study.main_effects.find((one) => one.factor === factor.key);
  const chart = frame(`Mean ${quantityWords(study.rank_by.quantity)} by ${factor.key}`);
  const known = effect.levels.filter((level) => level.mean !== null);
  const place = (i) => xOf(effect.levels.length > 1 ? -0.8 + (1.6 * i) / (effect.levels.length - 1) : 0);
  addScale(chart, study, range);
  if (factor.range) chart.append(svg("polyline", { fill: "none", stroke: "currentColor", "stroke-width": 2,
    points: known.map((level) => `${place(effect.levels.indexOf(level))},${yOf(range, level.mean)}`).join(" ") }));
  effect.levels.forEach((level, i) => {
    chart.append(text(place(i), HIGH - EDGE.bottom + (i % 2 ? 28 : 15), "middle", level.level));
    if (level.mean !== null)
      chart.append(dot(place(i), yOf(range, level.mean), `${level.level}: ${showResponse(study, level.mean)}, mean of ${level.cases}`, "var(--accent)"));
  });
  return [chart, `means of ${Math.min(...effect.levels.map((level) => level.cases))} or more cases`];
}

function drawFactor(study, factor, range) {
  const [chart, note] = factor.range && study.linear_model ? drawRange(study, factor, range) : drawLevels(study, factor, range);
  return element("figure", { class: "chart" }, element("figcaption", { title: factor.key }, keyWords(factor.key)), chart, element("p", { class: "readout" }, note));
}

function colour(share) {
  const at = Math.min(RAMP.length - 1.000001, Math.max(0, share) * (RAMP.length - 1)), i = Math.floor(at);
  return `rgb(${RAMP[i].map((low, k) => Math.round(low + (at - i) * (RAMP[i + 1][k] - low))).join(",")})`;
}

function predict(study, across, up, u, v) {
  const model = study.linear_model;
  return model.intercept + model.terms.reduce((sum, term) =>
    sum + term.slope * (term.factor === across.key ? u : term.factor === up.key ? v : 0), 0);
}

function surfaceChart(study, across, up, range) {
  const chart = frame(`${quantityWords(study.rank_by.quantity)} over ${across.key} and ${up.key}`);
  const share = (value) => (value - range[0]) / (range[1] - range[0]);
  const wide = (WIDE - EDGE.left - EDGE.right) / CELLS, high = (HIGH - EDGE.top - EDGE.bottom) / CELLS;
  for (let i = 0; i < CELLS; i++)
    for (let j = 0; j < CELLS; j++)
      chart.append(svg("rect", { x: EDGE.left + i * wide, y: HIGH - EDGE.bottom - (j + 1) * high, width: wide + 0.3, height: high + 0.3,
        fill: colour(share(predict(study, across, up, (2 * i + 1) / CELLS - 1, (2 * j + 1) / CELLS - 1))) }));
  for (const one of study.cases.filter(hasValue)) {
    const mark = dot(xOf(coordinate(across, one.varied[across.key])), yOf([-1, 1], coordinate(up, one.varied[up.key])),
      `${one.name}: ${showResponse(study, one.value)}`, colour(share(one.value)));
    mark.setAttribute("stroke", "#fff");
    mark.setAttribute("fill-opacity", 1);
    chart.append(mark);
  }
  addEnds(chart, across);
  for (const v of [-1, 0, 1]) chart.append(text(EDGE.left - 5, yOf([-1, 1], v) + 4, "end", showEnd(up, valueAt(up, v))));
  return chart;
}

function chooser(label, factors, chosen, act) {
  return element("label", { class: "toggle" }, label, element("select", { on: { change: (event) => act(event.target.value) } },
    factors.map((factor) => element("option", { value: factor.key, selected: factor.key === chosen }, keyWords(factor.key)))));
}

function drawSurface(place, study, range) {
  const strength = (factor) => Math.abs(study.linear_model.terms.find((term) => term.factor === factor.key).standardised);
  const factors = study.factors.filter((factor) => factor.range).sort((a, b) => strength(b) - strength(a));
  const chosen = [factors[0].key, factors[1].key];
  const figure = element("figure", { class: "chart", style: "max-width: 520px" });
  const find = (key) => factors.find((factor) => factor.key === key);
  const draw = () => figure.replaceChildren(element("figcaption", {}, `${keyWords(chosen[1])} (up) against ${keyWords(chosen[0])} (across)`),
    surfaceChart(study, find(chosen[0]), find(chosen[1]), range));
  const choose = (i) => (key) => {
    chosen[i] = key;
    draw();
  };
  draw();
  place.append(element("h3", {}, "Response surface"), element("div", { class: "controls" },
    chooser("across", factors, chosen[0], choose(0)), chooser("up", factors, chosen[1], choose(1))), figure,
  element("div", { class: "scale", style: `max-width: 520px; background: linear-gradient(to right, ${RAMP.map((_, i) => colour(i / (RAMP.length - 1))).join(", ")})` }),
  element("div", { class: "scale-ends", style: "max-width: 520px" }, element("span", {}, showResponse(study, range[0])),
    element("span", {}, quantityWords(study.rank_by.quantity)), element("span", {}, showResponse(study, range[1]))),
  element("p", { class: "hint" }, `Field: the linear model, with the other factors in the middle of their ranges (R\u00b2 = ` +
    `${study.linear_model.r2.toFixed(2)} over ${study.linear_model.cases} cases). Dots: the cases themselves; where their colour departs ` +
    "from the field, the model does not hold."));
}

export function drawEffects(place, study) {
  const values = study.cases.filter(hasValue).map((one) => one.value);
  const factors = study.factors.filter((factor) => factor.key !== "arm" || study.factors.length > 1);
  if (values.length < 2 || factors.length === 0) return;
  const range = extent(values);
  place.append(element("h3", {}, `Main effects on ${quantityWords(study.rank_by.quantity)}`),
    element("div", { class: "charts wide" }, factors.map((factor) => drawFactor(study, factor, range))));
  if (study.cases.some((one) => one.lower_bound))
    place.append(element("p", { class: "hint" }, "Some values are lower bounds, since their runs ended before the relief did: effects may be larger."));
  if (study.linear_model && study.factors.filter((factor) => factor.range).length > 1) drawSurface(place, study, range);
}
