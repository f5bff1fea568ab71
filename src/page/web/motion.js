// SPDX-License-Identifier: GPL-3.0-or-later
// How tissue moves: points where the displacement puts them, enlarged, and the strain that follows from it.

/** Points moved by so many times their displacement. */
export function movePoints(points, displacement, times) {
  if (!displacement || times === 0) return points;
  const moved = new Float32Array(points.length);
  for (let i = 0; i < moved.length; i++) moved[i] = points[i] + times * displacement[i];
  return moved;
}

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function edges(values, p) {
  return [1, 2, 3].map((v) => [0, 1, 2].map((k) => values[3 * p[v] + k] - values[3 * p[0] + k]));
}

// Green and Lagrange's strain of a cell, which no rotation enters: xx, yy, zz, xy, yz, zx.
function strainOf(points, displacement, p) {
  const x = edges(points, p), u = edges(displacement, p);
  const across = [cross(x[1], x[2]), cross(x[2], x[0]), cross(x[0], x[1])];
  const volume = dot(x[0], across[0]);
  const gradient = [0, 1, 2].map((i) => [0, 1, 2].map((j) =>
    (u[0][i] * across[0][j] + u[1][i] * across[1][j] + u[2][i] * across[2][j]) / volume));
  const strain = (i, j) => 0.5 * (gradient[i][j] + gradient[j][i] +
    gradient[0][i] * gradient[0][j] + gradient[1][i] * gradient[1][j] + gradient[2][i] * gradient[2][j]);
  return { volume: Math.abs(volume), strain: [strain(0, 0), strain(1, 1), strain(2, 2), strain(0, 1), strain(1, 2), strain(2, 0)] };
}

/** The largest eigenvalue of a symmetric matrix: xx, yy, zz, xy, yz, zx. */
export function largestPrincipal([xx, yy, zz, xy, yz, zx]) {
  const mean = (xx + yy + zz) / 3;
  const a = xx - mean, b = yy - mean, c = zz - mean;
  const size = Math.sqrt((a * a + b * b + c * c + 2 * (xy * xy + yz * yz + zx * zx)) / 6);
  if (size < 1e-12) return mean;
  const determinant = a * (b * c - yz * yz) - xy * (xy * c - yz * zx) + zx * (xy * yz - b * zx);
  const angle = Math.acos(Math.min(1, Math.max(-1, determinant / (2 * size ** 3)))) / 3;
  return mean + 2 * size * Math.cos(angle);
}

/** Largest principal strain at the points of the wanted regions (a set of their numbers): mean of the cells, by volume. */
export function principalStrain(mesh, wanted, displacement) {
  const { cells, points } = mesh;
  const sum = new Float32Array(points.length / 3), volume = new Float32Array(points.length / 3);
  for (let c = 0; c < mesh.regions.length; c++) {
    if (!wanted.has(mesh.regions[c])) continue;
    const p = cells.subarray(4 * c, 4 * c + 4);
    const found = strainOf(points, displacement, p);
    const strain = largestPrincipal(found.strain);
    for (const i of p) {
      sum[i] += found.volume * strain;
      volume[i] += found.volume;
    }
  }
  return sum.map((value, i) => (volume[i] > 0 ? value / volume[i] : 0));
}
