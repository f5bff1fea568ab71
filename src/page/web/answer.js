// SPDX-License-Identifier: GPL-3.0-or-later
// The answer in sentences: what each run blocks and for how long, what it spills, and whether the difference is real.
import { judge, show } from "./numbers.js";
import { element, list, swatch, word } from "./words.js";
import { valueOf } from "./data.js";

function targetsAt(run, wanted) {
  const level = valueOf(run, "targets.block_level") ?? 0.5;
  return run.quantities.filter((q) => {
    const match = q.name.match(/^targets\.(\w+)\.blocked_fraction_c$/);
    return match && q.value !== null && q.value >= level &&
      run.quantity.has(`spill.${match[1]}.blocked_fraction`) === wanted;
  }).map((q) => q.name.split(".")[1]);
}

// Names of one kind are put together: "the lateral branches S1, S2 and S3".
function nameTargets(targets) {
  const branches = targets.filter((t) => /^lateral_branch_s\d$/.test(t)).map((t) => t.slice(-2).toUpperCase());
  const others = targets.filter((t) => !/^lateral_branch_s\d$/.test(t)).map((t) => `the ${word(t)}`);
  const first = branches.length > 1 ? [`the lateral branches ${list(branches)}`]
    : branches.map((b) => `the lateral branch ${b}`);
  return list([...first, ...others]);
}

function lasting(run) {
  const duration = run.quantity.get("relief.duration");
  if (!duration || !duration.value) return "";
  return valueOf(run, "relief.outlasts_run") ? `, for longer than the run (${show(duration, true)})`
    : `, for ${show(duration)}`;
}

function tellBlock(run) {
  const reached = targetsAt(run, false);
  const relief = run.quantity.get("relief.peak");
  const said = reached.length > 0 ? `blocks ${nameTargets(reached)}` : "blocks no target";
  return relief && relief.value !== null ? `${said}; it relieves up to ${show(relief)} of the stated pain${lasting(run)}`
    : said;
}

function tellDelivery(run) {
  const short = run.quantities.filter((q) => /^injection\..*\.delivered$/.test(q.name)).filter((q) => {
    const asked = valueOf(run, q.name.replace(/delivered$/, "asked"));
    return asked > 0 && q.value < 0.98 * asked;
  });
  if (short.length === 0) return "";
  return ` The syringe's pressure limit held back part of the volume: ${list(short.map((q) =>
    `${q.name.split(".")[1]} ${show(q)} of ${show(run.quantity.get(q.name.replace(/delivered$/, "asked")))}`))}.`;
}

function tellSpill(run) {
  const spilt = targetsAt(run, true);
  return spilt.length > 0 ? ` It also reaches ${nameTargets(spilt)}, which should be spared.` : "";
}

const COMPARED = {
  more: "relieves more of the stated pain than", less: "relieves less of the stated pain than",
  open: "is not distinguishable at this mesh, by the relief of the stated pain, from",
  same: "relieves as much of the stated pain as",
};

function tellDifference(first, run) {
  const a = first.quantity.get("relief.peak"), b = run.quantity.get("relief.peak");
  const verdict = judge(a, b);
  if (verdict === "none") return null;
  const figures = `(${show(b)} against ${show(a)})`;
  const bars = verdict.endsWith("Unjudged") ? " Whether the difference is real is not known: these runs have no error bars " +
    "(sij run --error-estimate)." : verdict === "more" || verdict === "less"
    ? " The difference is real at these meshes: the error bars do not overlap." : "";
  return `${run.title} ${COMPARED[verdict.replace("Unjudged", "")]} ${first.title} ${figures}.${bars}`;
}

function tellMotion(run) {
  const nutation = run.quantity.get("mechanics.motion.nutation");
  return nutation ? `The sacrum nutates by ${show(nutation)} against the ilium.` : null;
}

function isInjection(run) {
  return run.quantities.some((q) => q.name.startsWith("injection."));
}

function rankByRelief(runs) {
  return runs.filter((run) => valueOf(run, "relief.peak") !== null)
    .sort((a, b) => valueOf(b, "relief.peak") - valueOf(a, "relief.peak"));
}

export function drawAnswer(place, runs) {
  const injections = runs.filter(isInjection);
  document.title = `sij: ${runs.map((run) => run.name).join(", ")}`;
  place.append(element("h1", {}, injections.length > 0
    ? (runs.length > 1 ? "Which injection blocks more, and is the difference real?"
      : "Where does the injection go, and what does it block?")
    : "How does the joint move, and what carries the load?"));
  const ranked = rankByRelief(injections);
  if (ranked.length > 1)
    for (const run of ranked.slice(1))
      place.append(element("p", { class: "answer" }, tellDifference(run, ranked[0]) || ""));
  for (const run of runs) {
    const text = isInjection(run) ? `${tellBlock(run)}.${tellSpill(run)}${tellDelivery(run)}` : tellMotion(run);
    if (text) place.append(element("p", { class: runs.length > 1 ? "detail" : "answer" },
      element("strong", {}, run.title), runs.length > 1 ? [" (", swatch(runs.indexOf(run)), ` ${run.name}) `] : " ", text));
  }
  const cells = runs.map((run) => valueOf(run, "run.tetrahedra"));
  place.append(element("p", { class: "hint" },
    `Meshes of ${list(cells.map((n) => (n ? n.toLocaleString("en") : "an unknown number of")))} tetrahedra. ` +
    "Results of a model, for the design of devices; not for the treatment of a patient."));
}
