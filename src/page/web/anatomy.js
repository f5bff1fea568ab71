// SPDX-License-Identifier: GPL-3.0-or-later
// How tissues look, and from where clinicians look at them. Axes of a mesh: x to the patient's right, y anterior, z
// cranial, in mm.

const TISSUE = {
  sacrum: [0.93, 0.88, 0.76], ilium: [0.88, 0.82, 0.68], cartilage_sacral: [0.66, 0.74, 0.72],
  cartilage_iliac: [0.56, 0.66, 0.64], joint_cavity: [0.8, 0.9, 0.86], capsule: [0.62, 0.55, 0.68],
  lig_interosseous: [0.76, 0.66, 0.55], lig_post_short: [0.82, 0.72, 0.6], lig_post_long: [0.7, 0.58, 0.46],
  multifidus: [0.72, 0.4, 0.38], gluteal: [0.65, 0.35, 0.34], fat: [0.95, 0.87, 0.6], soft_anterior: [0.8, 0.68, 0.66],
  foramina: [0.85, 0.8, 0.72],
};

export function tissueColour(name) {
  return TISSUE[name] || [0.7, 0.7, 0.7];
}

/** What is shown at first: the bones, and the joint between them. */
export const SHOWN_FIRST = new Set(["sacrum", "ilium", "joint_cavity"]);

// Nerves are yellow as in an atlas, and darken with block.
const FREE = [0.96, 0.84, 0.1], BLOCKED = [0.3, 0.05, 0.42];

export function nerveColour(share) {
  return FREE.map((c, k) => c + Math.min(1, Math.max(0, share)) * (BLOCKED[k] - c));
}

/** Not the capsule, which is meshed only where it crosses the joint: its strain there is none of the whole. */
export function isLigament(region) {
  return region.startsWith("lig_");
}

// From dark to light, so that it reads in grey as well.
const STRAIN = [[0.13, 0.08, 0.35], [0.2, 0.33, 0.55], [0.13, 0.56, 0.55], [0.45, 0.79, 0.33], [0.99, 0.91, 0.15]];

export function strainColour(share) {
  const at = Math.min(1, Math.max(0, share)) * (STRAIN.length - 1);
  const i = Math.min(STRAIN.length - 2, Math.floor(at));
  return STRAIN[i].map((c, k) => c + (at - i) * (STRAIN[i + 1][k] - c));
}

export function cssColour(colour) {
  return `rgb(${colour.map((c) => Math.round(255 * c)).join(",")})`;
}

function turned(angleAxial, angleCaudal, side) {
  const a = (angleAxial * Math.PI) / 180, t = (angleCaudal * Math.PI) / 180;
  // From behind, the tube goes to the other side and towards the feet.
  return { from: [-side * Math.sin(a) * Math.cos(t), -Math.cos(a) * Math.cos(t), -Math.sin(t)], up: [0, 0, 1] };
}

/** Presets; `side` is 1 for a right joint and -1 for a left one. */
export const VIEWS = [
  { id: "posterior", name: "Posterior", of: () => ({ from: [0, -1, 0], up: [0, 0, 1] }) },
  { id: "axial", name: "Axial at S2", cut: "axial", of: () => ({ from: [0, 0, -1], up: [0, 1, 0] }) },
  { id: "oblique", name: "Fluoroscopic oblique", of: (side) => turned(15, 25, side) },
  { id: "ultrasound", name: "Ultrasound plane", cut: "axial", of: () => ({ from: [0, 0, -1], up: [0, -1, 0] }) },
];

const ENDS = [["L", "R"], ["P", "A"], ["caudal", "cranial"]];

/** The letter for a direction of the screen; "" where none fits. */
export function letterOf(direction) {
  const axis = direction.map(Math.abs).indexOf(Math.max(...direction.map(Math.abs)));
  return Math.abs(direction[axis]) > 0.8 ? ENDS[axis][direction[axis] > 0 ? 1 : 0] : "";
}
