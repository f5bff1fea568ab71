// SPDX-License-Identifier: GPL-3.0-or-later
// Nerves and needles as tubes, and where the samples of a nerve lie in the mesh.

const STEP = 1.0; // mm between samples of a nerve
const SIDES = 10;

function difference(a, b) {
  return a.map((x, k) => x - b[k]);
}
function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
function unit(a) {
  const length = Math.hypot(...a) || 1;
  return a.map((x) => x / length);
}
function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function resample(points) {
  const made = [points[0]];
  for (let i = 1; i < points.length; i++) {
    const way = difference(points[i], points[i - 1]);
    const n = Math.max(1, Math.ceil(Math.hypot(...way) / STEP));
    for (let k = 1; k <= n; k++) made.push(points[i - 1].map((x, a) => x + (k / n) * way[a]));
  }
  return made;
}

// Weights of the corners of a cell at a point; null outside.
function weightsIn(mesh, cell, at) {
  const p = [0, 1, 2, 3].map((v) => mesh.cells[4 * cell + v]);
  const x = p.map((i) => [mesh.points[3 * i], mesh.points[3 * i + 1], mesh.points[3 * i + 2]]);
  const a = difference(x[1], x[0]), b = difference(x[2], x[0]), c = difference(x[3], x[0]), d = difference(at, x[0]);
  const volume = dot(a, cross(b, c));
  const w = [dot(d, cross(b, c)) / volume, dot(a, cross(d, c)) / volume, dot(a, cross(b, d)) / volume];
  const all = [1 - w[0] - w[1] - w[2], ...w];
  return Math.min(...all) >= -1e-3 ? p.map((i, k) => [i, all[k]]) : null;
}

/** Points along a curve, each with the corners and weights of the cell it lies in (`in`; none outside the mesh). */
export function samplesOf(points, mesh) {
  const samples = resample(points).map((at) => ({ at, in: null }));
  const low = [0, 1, 2].map((k) => Math.min(...samples.map((s) => s.at[k])));
  const high = [0, 1, 2].map((k) => Math.max(...samples.map((s) => s.at[k])));
  const { cells, points: p } = mesh;
  for (let c = 0; c < cells.length; c += 4) {
    const lo = [0, 0, 0], hi = [0, 0, 0];
    for (let k = 0; k < 3; k++) {
      const x0 = p[3 * cells[c] + k], x1 = p[3 * cells[c + 1] + k], x2 = p[3 * cells[c + 2] + k], x3 = p[3 * cells[c + 3] + k];
      lo[k] = Math.min(x0, x1, x2, x3) - 0.01;
      hi[k] = Math.max(x0, x1, x2, x3) + 0.01;
    }
    if (lo.some((x, k) => x > high[k]) || hi.some((x, k) => x < low[k])) continue;
    for (const s of samples)
      if (!s.in && s.at.every((x, k) => x >= lo[k] && x <= hi[k])) s.in = weightsIn(mesh, c / 4, s.at);
  }
  return { samples };
}

/** A tube round points, coloured along its length. */
export function tubeOf(centres, radius, colourAt) {
  const points = [], rgb = [], triangles = [];
  let side = null;
  centres.forEach((centre, i) => {
    const along = unit(difference(centres[Math.min(i + 1, centres.length - 1)], centres[Math.max(i - 1, 0)]));
    const guide = side || (Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]);
    side = unit(difference(guide, along.map((x) => x * dot(guide, along))));
    const other = cross(along, side);
    const colour = colourAt(i).map((c) => Math.round(255 * c));
    for (let k = 0; k < SIDES; k++) {
      const angle = (2 * Math.PI * k) / SIDES;
      points.push(...centre.map((x, a) => x + radius * (Math.cos(angle) * side[a] + Math.sin(angle) * other[a])));
      rgb.push(...colour);
    }
    for (let k = 0; k < SIDES && i > 0; k++) {
      const a = (i - 1) * SIDES + k, b = (i - 1) * SIDES + ((k + 1) % SIDES);
      triangles.push(a, b, b + SIDES, a, b + SIDES, a + SIDES);
    }
  });
  return { points: Float32Array.from(points), rgb: Uint8Array.from(rgb), triangles: Uint32Array.from(triangles) };
}
