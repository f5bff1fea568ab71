// SPDX-License-Identifier: GPL-3.0-or-later
// The terms of a drug's ledger, in the order in which they are stacked, and their colours: neighbours differ in lightness.

export const TERMS = [["depot", "#cc79a7"], ["fluid", "#0072b2"], ["bound", "#56b4e9"], ["cleared", "#e9c46a"],
  ["reacted", "#009e73"], ["left", "#555555"]];

/** Terms that summary.json names otherwise than the table does. */
export const SUMMARY = { fluid: "in_fluid" };
