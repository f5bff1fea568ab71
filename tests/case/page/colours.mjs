// SPDX-License-Identifier: GPL-3.0-or-later
// Colours that carry meaning differ in lightness (CIE L*), so that they are told apart by the colour-blind and in grey.
//
// usage: node colours.mjs WEB
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const from = (file) => import(pathToFileURL(join(process.argv[2], file)));
const { nerveColour, strainColour } = await from("anatomy.js");
const { RUN_COLOUR, RUN_DASH } = await from("words.js");
const { TERMS } = await from("ledger.js");

const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const ofHex = (text) => [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16) / 255);
const TAU = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

function lightness(colour) {
  const [r, g, b] = colour.map(linear);
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

for (const [name, scale, way] of [["block", nerveColour, -1], ["strain", strainColour, 1]]) {
  const found = TAU.map((share) => lightness(scale(share)));
  found.slice(1).forEach((value, i) => assert.ok(way * (value - found[i]) > 1, `${name}: lightness ${found.map(Math.round)} turns back`));
  assert.ok(Math.abs(found[10] - found[0]) > 50, `${name}: lightness spans ${found[0]} to ${found[10]}`);
}
const layers = TERMS.map(([, colour]) => lightness(ofHex(colour)));
layers.slice(1).forEach((value, i) => assert.ok(Math.abs(value - layers[i]) > 10,
  `${TERMS[i][0]} and ${TERMS[i + 1][0]} are of one lightness: ${layers.map(Math.round)}`));
assert.ok(Math.abs(lightness(ofHex(RUN_COLOUR[0])) - lightness(ofHex(RUN_COLOUR[1]))) > 5, "the first two runs are of one lightness");
assert.equal(new Set(RUN_COLOUR).size, RUN_COLOUR.length);
assert.equal(new Set(RUN_DASH.map(String)).size, RUN_DASH.length, "two runs have lines of the same dashes");
console.log("5 passed, 0 failed");
