// SPDX-License-Identifier: GPL-3.0-or-later
// Surfaces out of tetrahedra: the boundary of a region, the surface of a level of a field, the section by a plane.

const FACES = [[1, 2, 3], [0, 3, 2], [0, 1, 3], [0, 2, 1]];

// Faces by their points: a hash table in typed arrays, for a map of numbers takes ten times as long.
class Faces {
  constructor(most) {
    const size = 2 ** Math.ceil(Math.log2(2 * most + 1));
    Object.assign(this, { mask: size - 1, key: new Uint32Array(3 * size), held: new Int32Array(size).fill(-1), once: new Uint8Array(size) });
  }

  /** Notes a face, of three points in order; one that comes again is inside. */
  note(a, b, d, at) {
    let slot = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(d, 0xc2b2ae35)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & this.mask;
    for (; this.held[slot] >= 0; slot = (slot + 1) & this.mask)
      if (this.key[3 * slot] === a && this.key[3 * slot + 1] === b && this.key[3 * slot + 2] === d) {
        this.once[slot] = 0;
        return;
      }
    this.key.set([a, b, d], 3 * slot);
    this.held[slot] = at;
    this.once[slot] = 1;
  }
}

/** Triangles between a region and all else, three indices of points each; a face that two of its cells share is inside. */
export function boundaryOf(mesh, region) {
  const { cells, regions } = mesh;
  const faces = new Faces(4 * regions.reduce((n, one) => n + (one === region), 0));
  for (let c = 0; c < regions.length; c++) {
    if (regions[c] !== region) continue;
    for (let f = 0; f < 4; f++) {
      const p = cells[4 * c + FACES[f][0]], q = cells[4 * c + FACES[f][1]], r = cells[4 * c + FACES[f][2]];
      const a = Math.min(p, q, r), d = Math.max(p, q, r);
      faces.note(a, p + q + r - a - d, d, 4 * c + f);
    }
  }
  const triangles = [];
  faces.held.forEach((at, slot) => {
    if (at >= 0 && faces.once[slot]) triangles.push(...FACES[at % 4].map((v) => cells[at - (at % 4) + v]));
  });
  return Uint32Array.from(triangles);
}

// Tetrahedra with a corner on either side, cut: calls back with three or four crossings, each an edge and the share
// along it, ordered round the polygon.
function cutCells(mesh, value, level, polygon) {
  const { cells } = mesh;
  const inside = [], outside = [];
  for (let c = 0; c < cells.length; c += 4) {
    const above = value[cells[c]] >= level;
    if (value[cells[c + 1]] >= level === above && value[cells[c + 2]] >= level === above && value[cells[c + 3]] >= level === above)
      continue;
    inside.length = outside.length = 0;
    for (let v = 0; v < 4; v++) (value[cells[c + v]] >= level ? inside : outside).push(cells[c + v]);
    const edges = inside.length === 2
      ? [[inside[0], outside[0]], [inside[0], outside[1]], [inside[1], outside[1]], [inside[1], outside[0]]]
      : inside.length === 1 ? outside.map((o) => [inside[0], o]) : inside.map((i) => [i, outside[0]]);
    polygon(c / 4, edges);
  }
}

function crossing(mesh, value, level, [a, b]) {
  const s = (level - value[a]) / (value[b] - value[a]);
  const p = mesh.points;
  return { s, at: [0, 1, 2].map((k) => p[3 * a + k] + s * (p[3 * b + k] - p[3 * a + k])) };
}

// True if the polygon turns its front to the side above the level, where its edge begins.
function looksInwards(mesh, points, v, [above, below]) {
  const at = (i, k) => points[3 * i + k];
  const a = [0, 1, 2].map((k) => at(v[1], k) - at(v[0], k));
  const b = [0, 1, 2].map((k) => at(v[2], k) - at(v[0], k));
  const normal = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return normal.reduce((sum, c, k) => sum + c * (mesh.points[3 * below + k] - mesh.points[3 * above + k]), 0) < 0;
}

// Each point towards the mean of its neighbours and back by a little more (Taubin): smooth, and of the same size.
function smooth(points, triangles, rounds) {
  const n = points.length / 3;
  const sum = new Float32Array(points.length);
  const count = new Float32Array(n);
  for (let round = 0; round < 2 * rounds; round++) {
    sum.fill(0);
    count.fill(0);
    for (let t = 0; t < triangles.length; t += 3)
      for (let e = 0; e < 3; e++) {
        const a = triangles[t + e], b = triangles[t + ((e + 1) % 3)];
        count[a]++; count[b]++;
        for (let k = 0; k < 3; k++) { sum[3 * a + k] += points[3 * b + k]; sum[3 * b + k] += points[3 * a + k]; }
      }
    const step = round % 2 === 0 ? 0.5 : -0.53;
    for (let i = 0; i < n; i++)
      for (let k = 0; k < 3 && count[i] > 0; k++)
        points[3 * i + k] += step * (sum[3 * i + k] / count[i] - points[3 * i + k]);
  }
}

/** The surface where a field of points has a level: points and triangles. */
export function levelSurface(mesh, value, level) {
  const index = new Map(), points = [], triangles = [];
  const n = mesh.points.length / 3;
  const vertex = (edge) => {
    const key = edge[0] < edge[1] ? edge[0] * n + edge[1] : edge[1] * n + edge[0];
    let at = index.get(key);
    if (at === undefined) {
      at = points.length / 3;
      index.set(key, at);
      points.push(...crossing(mesh, value, level, edge).at);
    }
    return at;
  };
  cutCells(mesh, value, level, (_, edges) => {
    const v = edges.map(vertex);
    const turned = looksInwards(mesh, points, v, edges[0]);
    for (let k = 2; k < v.length; k++)
      triangles.push(v[0], ...(turned ? [v[k], v[k - 1]] : [v[k - 1], v[k]]));
  });
  const placed = Float32Array.from(points);
  smooth(placed, triangles, 4);
  return { points: placed, triangles: Uint32Array.from(triangles) };
}

/** The section by a plane: triangles that share no point, with the region of each and a field at each corner. */
export function section(mesh, origin, normal, field) {
  const n = mesh.points.length / 3;
  const height = new Float32Array(n);
  const points = [], regions = [], values = [];
  for (let i = 0; i < n; i++)
    height[i] = [0, 1, 2].reduce((sum, k) => sum + normal[k] * (mesh.points[3 * i + k] - origin[k]), 0);
  cutCells(mesh, height, 0, (cell, edges) => {
    const corners = edges.map((edge) => ({ edge, ...crossing(mesh, height, 0, edge) }));
    for (let k = 2; k < corners.length; k++)
      for (const corner of [corners[0], corners[k - 1], corners[k]]) {
        const [a, b] = corner.edge;
        points.push(...corner.at);
        values.push(field ? field[a] + corner.s * (field[b] - field[a]) : 0);
        regions.push(mesh.regions[cell]);
      }
  });
  return { points: Float32Array.from(points), regions, values };
}
