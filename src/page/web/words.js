// SPDX-License-Identifier: GPL-3.0-or-later
// Names of anatomy and of quantities in the words of the clinic.

let words = {};

/** The words of the data, which src/report/words.c has. */
export function setWords(given) {
  words = given;
}

export function word(name) {
  return words[name] || name.replaceAll("_", " ");
}

const QUANTITY = [
  [/^relief\.duration$/, () => "duration of relief"], [/^relief\.peak$/, () => "largest relief"],
  [/^relief\.onset$/, () => "onset of relief"], [/^relief\.at_30_min$/, () => "relief after 30 min"],
  [/^relief\.at_2_h$/, () => "relief after 2 h"],
  [/^targets\.(\w+)\.blocked_fraction_c$/, (m) => `${word(m[1])}: blocked share`],
  [/^targets\.(\w+)\.(onset|duration)_c$/, (m) => `${word(m[1])}: ${m[2]} of block`],
  [/^spill\.(\w+)\.blocked_fraction$/, (m) => `spill: ${word(m[1])}`],
  [/^plasma\.(\w+)\.peak$/, (m) => `${word(m[1])} in plasma, peak`],
  [/^injection\.(\w+)\.delivered$/, (m) => `${word(m[1])}: delivered`],
  [/^injection\.(\w+)\.hub_pressure_max$/, (m) => `${word(m[1])}: largest pressure at the hub`]];

/** A quantity of docs/user/quantities.md in words; its name where there are none. */
export function quantityWords(name) {
  for (const [pattern, tell] of QUANTITY) {
    const found = name.match(pattern);
    if (found) return tell(found);
  }
  return name;
}

/** A key that varies in a study: "joint: volume". */
export function keyWords(key) {
  return key.replace(/^injections\.([^.]+)\.(?:contents\.)?/, (_, name) => (name === "*" ? "" : `${name}: `)).replaceAll("_", " ");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Okabe and Ito's colours, which the colour-blind tell apart; lines differ in their dashes too. */
export const RUN_COLOUR = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1", "#666666"];
export const RUN_DASH = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 2], [12, 4], [3, 6]];

export function runColour(i) {
  return RUN_COLOUR[i % RUN_COLOUR.length];
}
export function runDash(i) {
  return RUN_DASH[i % RUN_DASH.length];
}

/** Line sample of a run. */
export function swatch(i) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "line");
  for (const [k, v] of Object.entries({ width: 26, height: 10, viewBox: "0 0 26 10", "aria-hidden": "true", class: "swatch" }))
    svg.setAttribute(k, v);
  for (const [k, v] of Object.entries({ x1: 0, x2: 26, y1: 5, y2: 5, stroke: runColour(i), "stroke-width": 3,
    "stroke-dasharray": runDash(i).join(" ") })) line.setAttribute(k, v);
  svg.append(line);
  return svg;
}
