// SPDX-License-Identifier: GPL-3.0-or-later
// Names of anatomy and of quantities in the words of the clinic.

const WORDS = {
  sacrum: "sacrum", ilium: "ilium", cartilage_sacral: "sacral cartilage", cartilage_iliac: "iliac cartilage",
  joint_cavity: "joint cavity", capsule: "joint capsule", lig_interosseous: "interosseous ligament",
  lig_post_short: "short posterior ligament", lig_post_long: "long posterior ligament",
  multifidus: "multifidus", gluteal: "gluteal muscles", fat: "subcutaneous fat",
  soft_anterior: "tissue in front of the joint", foramina: "sacral foramina",
  lateral_branch_s1: "lateral branch S1", lateral_branch_s2: "lateral branch S2",
  lateral_branch_s3: "lateral branch S3", l5_dorsal_ramus: "L5 dorsal ramus",
  s1_ventral_ramus: "S1 ventral ramus", l5_sheath: "L5 root sheath", lumbosacral_trunk: "lumbosacral trunk",
  lining_sacral: "sacral joint lining", lining_iliac: "iliac joint lining",
  lining_anterior: "anterior joint lining", lining_posterior: "posterior joint lining",
  fluid: "dissolved in tissue", in_fluid: "dissolved in tissue", bound: "bound to tissue", depot: "crystals",
  nutation: "nutation of the sacrum", lateral_bending: "bending to the side", axial_rotation: "rotation about the long axis",
  shift: "shift of the joint's middle", shift_lateral: "shift to the side", shift_anterior: "shift forward", shift_cranial: "shift towards the head",
  axis_anterior: "axis of rotation, forward of the origin", axis_cranial: "axis of rotation, above the origin", axis_from_s2: "axis of rotation, from the middle of S2",
  contact_pressure: "mean pressure of contact", contact_pressure_mean: "mean pressure of contact", contact_pressure_largest: "largest pressure of contact",
  cleared: "taken up by blood", reacted: "converted", left: "left the region",
};

export function word(name) {
  return WORDS[name] || name.replaceAll("_", " ");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Okabe and Ito's colours, which the colour-blind tell apart; lines differ in their dashes too. */
export const RUN_COLOUR = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1", "#666666"];
export const RUN_DASH = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [1, 2], [12, 4], [3, 6]];

export function runColour(i) {
  return RUN_COLOUR[i % RUN_COLOUR.length];
}
export function runDash(i) {
  return RUN_DASH[i % RUN_DASH.length];
}

/** Line sample of a run. */
export function swatch(i) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "line");
  for (const [k, v] of Object.entries({ width: 26, height: 10, viewBox: "0 0 26 10", "aria-hidden": "true", class: "swatch" }))
    svg.setAttribute(k, v);
  for (const [k, v] of Object.entries({ x1: 0, x2: 26, y1: 5, y2: 5, stroke: runColour(i), "stroke-width": 3,
    "stroke-dasharray": runDash(i).join(" ") })) line.setAttribute(k, v);
  svg.append(line);
  return svg;
}
