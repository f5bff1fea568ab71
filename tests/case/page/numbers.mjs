// SPDX-License-Identifier: GPL-3.0-or-later
// How the page rounds and judges numbers: what the bar allows, a floor, missing values, verdicts.
//
// usage: node numbers.mjs WEB
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const { show, showTime, judge, MISSING } = await import(pathToFileURL(join(process.argv[2], "numbers.js")));
const q = (value, unit, error, name = "relief.peak") => ({ name, unit, value, error });
const plain = (text) => text.replaceAll("\u00a0", " ");

const SHOWN = [
  [q(0.79298, "1"), "79.3 %"], [q(0.79298, "1", 0.031), "79 \u00b1 3 %"], [q(0.0317, "1", 0.0004), "3.17 \u00b1 0.04 %"],
  [q(1e-87, "1"), "0 %"], [q(4.9e-4, "1"), "0 %"], [q(6e-4, "1"), "0.06 %"], [q(1e-9, "1", 0.2), "0 \u00b1 20 %"],
  [q(119, "min"), "119 min"], [q(150, "min"), "2.5 h"], [q(150, "min", 30), "2.5 \u00b1 0.5 h"], [q(1234.5, "kPa"), "1235 kPa"],
  [q(300, "kPa"), "300 kPa"], [q(1, "yes/no"), "yes"], [q(0, "yes/no"), "no"], [q(-0.00345, "deg"), "-0.00345 \u00b0"],
  [q(1e-4, "mM h", 0.02, "x"), "0 \u00b1 0.02 mM\u00b7h"], [q(null, "min"), MISSING], [undefined, MISSING], [q(18571, "1", undefined, "run.tetrahedra"), "18571"],
  [q(-4.67e-15, "1", undefined, "ledger.water.defect"), "-4.7e-13 %"],
];
for (const [quantity, wanted] of SHOWN) assert.equal(plain(show(quantity)), wanted);
assert.equal(plain(show(q(8.5, "min", 0.1), true)), "> 8.5 min");
assert.equal(plain(showTime(600)), "10 min");

const a = q(0.3, "1", 0.05);
assert.equal(judge(a, q(0.38, "1", 0.04)), "open");
assert.equal(judge(a, q(0.5, "1", 0.04)), "more");
assert.equal(judge(a, q(0.1, "1", 0.04)), "less");
assert.equal(judge(a, q(0.5, "1")), "moreUnjudged");
assert.equal(judge(a, q(null, "1")), "none");
assert.equal(judge(a, undefined), "none");
assert.equal(judge(q(1e-40, "1"), q(1e-20, "1")), "same");
console.log(`${SHOWN.length + 9} passed, 0 failed`);
