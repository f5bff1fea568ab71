// SPDX-License-Identifier: GPL-3.0-or-later
// How the page shows texts of quantities, and times. The texts are those of src/report/text.c: unit.report.shown.
//
// usage: node numbers.mjs WEB
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const { show, showTime, timeUnit, isNothing, MISSING } =
  await import(pathToFileURL(join(process.argv[2], "numbers.js")));
const plain = (text) => text.replaceAll("\u00a0", " ");

assert.equal(show(undefined), MISSING);
assert.equal(show({ text: "79 \u00b1 3 %" }), "79 \u00b1 3 %");
for (const [text, wanted] of [["0 %", true], ["0", true], ["0 mL", true], ["0 \u00b1 20 %", false], ["0.06 %", false],
  [MISSING, false], ["no", false]]) assert.equal(isNothing({ text }), wanted, text);
assert.equal(plain(showTime(600)), "10 min");
assert.equal(plain(showTime(8000)), "2.22 h");
assert.deepEqual(timeUnit(200), ["min", 60]);
console.log("12 passed, 0 failed");
