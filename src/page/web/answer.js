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

function judgeAgainst(best, run) {
  return judge(run.quantity.get("relief.peak"), best.quantity.get("relief.peak"));
}

function figureOf(run) {
  return show(run.quantity.get("relief.peak"));
}

// Of two runs: which relieves more, and whether the bars tell them apart.
function tellPair(best, run) {
  const verdict = judgeAgainst(best, run);
  const figures = `(${figureOf(best)} against ${figureOf(run)})`;
  if (verdict === "open" || verdict === "same")
    return `${best.title} and ${run.title} are not distinguishable by their relief of the stated pain ${figures}` +
      (verdict === "open" ? ": at these meshes the error bars overlap." : ".");
  return `${best.title} relieves more of the stated pain than ${run.title} ${figures}. ` + (verdict === "more"
    ? "The difference is real at these meshes: the error bars do not overlap." : UNKNOWN);
}

const UNKNOWN = "Whether the difference is real is not known: error bars are missing (sij run --error-estimate).";

function tellMany(best, others) {
  const verdicts = others.map((run) => judgeAgainst(best, run));
  const near = others.filter((_, i) => verdicts[i] === "open" || verdicts[i] === "same");
  return `${best.title} relieves most of the stated pain (${figureOf(best)}), before ` +
    `${list(others.map((run) => `${run.title} (${figureOf(run)})`))}. ` +
    (near.length > 0 ? `At these meshes ${list(near.map((run) => run.title))} cannot be told from it. ` : "") +
    (verdicts.some((verdict) => verdict.endsWith("Unjudged")) ? UNKNOWN.replace("the difference is", "differences are") : "");
}

function tellMotion(run) {
  const nutation = run.quantity.get("mechanics.motion.nutation");
  return nutation ? `nutates the sacrum by ${show(nutation)} against the ilium.` : null;
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
  const [best, ...others] = rankByRelief(injections);
  if (others.length > 0)
    place.append(element("p", { class: "answer" }, others.length === 1 ? tellPair(best, others[0]) : tellMany(best, others)));
  for (const run of runs) {
    const text = isInjection(run) ? `${tellBlock(run)}.${tellSpill(run)}${tellDelivery(run)}` : tellMotion(run);
    if (text) place.append(element("p", { class: runs.length > 1 ? "detail" : "answer" },
      element("strong", {}, run.title), runs.length > 1 ? [" ", swatch(run.index), run.title.includes(run.name) ? " " : ` (${run.name}) `] : " ", text));
  }
  const cells = runs.map((run) => valueOf(run, "run.tetrahedra"));
  place.append(element("p", { class: "hint" },
    `Meshes of ${list(cells.map((n) => (n ? n.toLocaleString("en") : "an unknown number of")))} tetrahedra. ` +
    "Results of a model, for the design of devices; not for the treatment of a patient."));
}
