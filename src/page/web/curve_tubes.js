// SPDX-License-Identifier: GPL-3.0-or-later
// Nerves and needles as tubes, and where the samples of a nerve lie in the mesh.

const STEP = 1.0; // mm between samples of a nerve
const BOX = 5; // mm
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

// Samples by the box of 5 mm they lie in, so that a cell looks at those near it alone.
class Boxes {
  constructor(samples) {
    this.low = [0, 1, 2].map((k) => samples.reduce((least, s) => Math.min(least, s.at[k]), Infinity));
    this.count = [0, 1, 2].map((k) => samples.reduce((most, s) => Math.max(most, this.index(k, s.at[k]) + 1), 0));
    this.lists = new Array(this.count[0] * this.count[1] * this.count[2]);
    for (const s of samples) (this.lists[this.place(...s.at.map((x, k) => this.index(k, x)))] ||= []).push(s);
  }

  index(k, x) {
    return Math.floor((x - this.low[k]) / BOX);
  }

  place(i, j, k) {
    return (k * this.count[1] + j) * this.count[0] + i;
  }

  /** The first box and the last along an axis that what reaches from lo to hi may share; none if the first is after the last. */
  span(k, lo, hi) {
    return [Math.max(0, this.index(k, lo)), Math.min(this.count[k] - 1, this.index(k, hi))];
  }

  /** Lists of the samples in the boxes of these spans. */
  listsIn([i0, i1], [j0, j1], [k0, k1]) {
    const found = [];
    for (let k = k0; k <= k1; k++)
      for (let j = j0; j <= j1; j++)
        for (let i = i0; i <= i1; i++) {
          const list = this.lists[this.place(i, j, k)];
          if (list) found.push(list);
        }
    return found;
  }
}

const SLACK = 0.01; // mm, for rounding

// The least and largest coordinate of a cell.
function extentOf({ cells, points }, c, k) {
  const a = points[3 * cells[c] + k], b = points[3 * cells[c + 1] + k], d = points[3 * cells[c + 2] + k], e = points[3 * cells[c + 3] + k];
  return [Math.min(a, b, d, e) - SLACK, Math.max(a, b, d, e) + SLACK];
}

/** Points along each curve, with the corners and weights of the cell they lie in (`in`; none outside the mesh). */
export function sampleCurves(curves, mesh) {
  const made = curves.map((curve) => ({ ...curve, samples: resample(curve.points).map((at) => ({ at, in: null })) }));
  const boxes = new Boxes(made.flatMap((curve) => curve.samples));
  for (let c = 0; c < mesh.cells.length; c += 4) {
    const spans = [];
    for (let k = 0; k < 3; k++) {
      const span = boxes.span(k, ...extentOf(mesh, c, k));
      if (span[0] > span[1]) break;
      spans.push(span);
    }
    if (spans.length < 3) continue;
    for (const list of boxes.listsIn(...spans)) for (const s of list) if (!s.in) s.in = weightsIn(mesh, c / 4, s.at);
  }
  return made;
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
