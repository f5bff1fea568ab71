// SPDX-License-Identifier: GPL-3.0-or-later
// Writes numbers as people read them: as many digits as the error bar allows, three where there is none, percent, hours
// from two hours on, and 0 below what anybody cares for.

export const MISSING = "\u2013";

// What is less than this counts as nothing, in the unit of the quantity.
const FLOOR = { 1: 5e-4, mM: 1e-3, uM: 1e-3, "mM h": 1e-3, "mg/L": 1e-4, mg: 1e-3, mL: 5e-4, min: 1e-3, h: 1e-3,
  kPa: 1e-3, mm: 1e-3, deg: 1e-4, N: 1e-3, MPa: 1e-5, "%": 1e-3 };
const UNIT = { uM: "\u00b5M", "mM h": "mM\u00b7h", "cm^2": "cm\u00b2", "N m/deg": "N\u00b7m/\u00b0", deg: "\u00b0" };

/** Counts have the unit of a share, and are none. */
function isCount(name) {
  return /^run\.|\.ratio$|_ratio$/.test(name);
}

function isCheck(name) {
  return /\.(defect|smallest)$/.test(name);
}

// The unit to read a quantity in, and the factor to it.
function readingUnit(q) {
  if (q.unit === "1") return isCount(q.name) ? ["", 1] : ["%", 100];
  if (q.unit === "min" && Math.abs(q.value) >= 120) return ["h", 1 / 60];
  return [UNIT[q.unit] || q.unit, 1];
}

function digitsOf(value, n) {
  return value === 0 ? 0 : n - 1 - Math.floor(Math.log10(Math.abs(value)));
}

function plain(value, n = 3) {
  if (value === 0) return "0";
  const places = Math.max(0, Math.min(6, digitsOf(value, n)));
  const text = value.toFixed(places);
  return places > 0 ? text.replace(/\.?0+$/, "") : text;
}

function withBar(value, error) {
  const places = Math.max(0, Math.min(6, digitsOf(error, 1), Math.max(0, digitsOf(value || error, 3))));
  const bar = Math.max(error, 10 ** -places);
  const text = value.toFixed(places);
  return `${Number(text) === 0 ? "0" : text} \u00b1 ${bar.toFixed(places)}`;
}

function showNumber(q, factor) {
  const floor = (FLOOR[q.unit] || 0) * (isCheck(q.name) ? 0 : 1);
  const least = Math.max(Math.abs(q.value), q.error || 0);
  if (least < floor) return "0";
  if (isCheck(q.name)) return (factor * q.value).toExponential(1);
  if (q.error > 0 && q.error >= 1e-3 * Math.abs(q.value)) return withBar(factor * q.value, factor * q.error);
  return plain(factor * q.value);
}

/** A quantity as text; `beyond`: it is a lower bound. */
export function show(q, beyond = false) {
  if (!q || q.value === null) return MISSING;
  if (q.unit === "yes/no") return q.value ? "yes" : "no";
  const [unit, factor] = readingUnit(q);
  const text = showNumber(beyond ? { ...q, error: undefined } : q, factor);
  return `${beyond ? "> " : ""}${text}${unit ? "\u00a0" + unit : ""}`;
}

export function showTime(seconds) {
  if (seconds < 60) return `${plain(seconds, 2)}\u00a0s`;
  if (seconds < 7200) return `${plain(seconds / 60)}\u00a0min`;
  if (seconds < 172800) return `${plain(seconds / 3600)}\u00a0h`;
  return `${plain(seconds / 86400)}\u00a0d`;
}

/** The unit in which times up to `seconds` read well. */
export function timeUnit(seconds) {
  if (seconds <= 120) return ["s", 1];
  if (seconds <= 14400) return ["min", 60];
  if (seconds <= 345600) return ["h", 3600];
  return ["d", 86400];
}

/** How b stands against a: "same", "open" (the bars overlap), "more", "less" (bars tell them apart),
 * "moreUnjudged", "lessUnjudged" (a bar is missing), "none" (a value is missing). */
export function judge(a, b) {
  if (!a || !b || a.value === null || b.value === null) return "none";
  if (show(a) === show(b)) return "same";
  if (a.error === undefined || b.error === undefined) return b.value > a.value ? "moreUnjudged" : "lessUnjudged";
  if (Math.abs(a.value - b.value) <= a.error + b.error) return "open";
  return b.value > a.value ? "more" : "less";
}
