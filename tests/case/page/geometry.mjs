// SPDX-License-Identifier: GPL-3.0-or-later
// What the page draws, on six tetrahedra of a cube: boundary, level, section, samples of a curve, strain of a known deformation.
//
// usage: node geometry.mjs WEB
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const from = (file) => import(pathToFileURL(join(process.argv[2], file)));
const { boundaryOf, levelSurface, section } = await from("geometry.js");
const { sampleCurves } = await from("curve_tubes.js");
const { largestPrincipal, movePoints, principalStrain } = await from("motion.js");

const SIDE = 10; // mm
const points = Float32Array.from({ length: 24 }, (_, i) => SIDE * ((Math.floor(i / 3) >> (i % 3)) & 1));
const cells = Uint32Array.from([[1, 3], [3, 2], [2, 6], [6, 4], [4, 5], [5, 1]].flatMap(([a, b]) => [0, a, b, 7]));
const mesh = { points, cells, regions: new Uint8Array(6), names: ["cube"] };
const near = (found, wanted, what) => assert.ok(Math.abs(found - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted)), `${what}: ${found}, not ${wanted}`);
let passed = 0;

function check(name, act) {
  act();
  passed += 1;
  console.log(`passed: ${name}`);
}

function areaOf(at, triangles) {
  let area = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((v) => Array.from(at.subarray(3 * triangles[t + v], 3 * triangles[t + v] + 3)));
    const [u, v] = [b, c].map((x) => x.map((value, k) => value - a[k]));
    area += 0.5 * Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]);
  }
  return area;
}

check("the boundary of a region is its skin", () => near(areaOf(points, boundaryOf(mesh, 0)), 6 * SIDE ** 2, "area"));
check("the boundary between two regions belongs to both", () => {
  const halved = { ...mesh, regions: Uint8Array.from([0, 0, 0, 1, 1, 1]), names: ["a", "b"] };
  near(areaOf(points, boundaryOf(halved, 0)), areaOf(points, boundaryOf(halved, 1)), "area");
});
check("a level that all or none of the points reach has no surface", () => {
  for (const level of [-1, SIDE + 1])
    assert.equal(levelSurface(mesh, Float32Array.from({ length: 8 }, (_, i) => points[3 * i]), level).triangles.length, 0);
});
check("a section shows the tissue, and the field at its place", () => {
  const cut = section(mesh, [0, 0, 3], [0, 0, 1], Float32Array.from({ length: 8 }, (_, i) => points[3 * i + 2]));
  near(areaOf(cut.points, cut.regions.map((_, i) => i)), SIDE ** 2, "area");
  cut.values.forEach((value) => near(value, 3, "height"));
});
check("samples of a curve interpolate, and those outside say so", () => {
  const [curve] = sampleCurves([{ points: [[1, 2, 3], [9, 7, 5], [20, 7, 5]] }], mesh);
  for (const sample of curve.samples) {
    assert.equal(sample.in === null, sample.at[0] > SIDE + 1e-9, `x = ${sample.at[0]}`);
    if (sample.in) near(sample.in.reduce((sum, [p, w]) => sum + w * points[3 * p], 0), sample.at[0], "x");
  }
});
check("the largest eigenvalue", () => {
  near(largestPrincipal([1, 2, 3, 0, 0, 0]), 3, "diagonal");
  near(largestPrincipal([0, 0, 0, 0.5, 0, 0]), 0.5, "shear");
  near(largestPrincipal([0.1, 0.1, 0.1, 0, 0, 0]), 0.1, "dilation");
});
check("a stretch strains, a rotation does not, and points go where they are moved", () => {
  const stretch = Float32Array.from(points, (x, i) => (i % 3 === 2 ? 0.02 * x : -0.01 * x));
  principalStrain(mesh, new Set([0]), stretch).forEach((strain) => near(strain, 0.0202, "stretch"));
  const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
  const turn = (a, b) => Float32Array.from(points, (x, i) =>
    [(c * a - 1) * points[i] - s * b * points[i + 1], s * a * points[i - 1] + (c * b - 1) * x, 0][i % 3]);
  for (const [a, b, wanted] of [[1, 1, 0], [1.02, 0.99, 0.0202], [0.99, 1.02, 0.0202]])
    principalStrain(mesh, new Set([0]), turn(a, b)).forEach((strain) => near(strain, wanted, "rotation after stretch"));
  principalStrain(mesh, new Set([1]), stretch).forEach((strain) => assert.equal(strain, 0));
  near(movePoints(points, stretch, 10)[23], SIDE * 1.2, "moved");
  assert.equal(movePoints(points, stretch, 0), points);
  assert.equal(movePoints(points, null, 10), points);
});
console.log(`${passed} passed, 0 failed`);
