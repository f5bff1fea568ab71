// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities as texts, which src/report/text.c has written, and times as people read them.

export const MISSING = "\u2013";

/** A quantity as text. */
export function show(q) {
  return q ? q.text : MISSING;
}

/** True where a quantity shows as 0. */
export function isNothing(q) {
  return /^0( |$)(?!\u00b1)/.test(q.text);
}

function plain(value, n = 3) {
  if (value === 0) return "0";
  const places = Math.max(0, Math.min(6, n - 1 - Math.floor(Math.log10(Math.abs(value)))));
  const text = value.toFixed(places);
  return places > 0 ? text.replace(/\.?0+$/, "") : text;
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
