// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the answer in sentences, which src/report/answer.c has written: the question, the verdict, then run by run.
import { element, swatch } from "./words.js";

function textsOf(answer, kind, run = -1) {
  return answer.filter((line) => line.kind === kind && line.run === run).map((line) => line.text);
}

function drawRun(place, answer, run, several) {
  const warnings = textsOf(answer, "warning", run.index);
  const sentences = textsOf(answer, "run", run.index);
  if (warnings.length + sentences.length === 0) return;
  const name = run.title.includes(run.name) ? " " : ` (${run.name}) `;
  place.append(element("p", { class: several ? "detail" : "answer" }, element("strong", {}, run.title),
    several ? [" ", swatch(run.index), name] : " ",
    warnings.length > 0 ? [element("strong", { class: "warning" }, warnings.join(" ")), " "] : null, sentences.join(" ")));
}

export function drawAnswer(place, runs, answer) {
  document.title = `sij: ${runs.map((run) => run.name).join(", ")}`;
  for (const text of textsOf(answer, "question")) place.append(element("h1", {}, text));
  for (const text of textsOf(answer, "verdict")) place.append(element("p", { class: "answer" }, text));
  runs.forEach((run) => drawRun(place, answer, run, runs.length > 1));
  place.append(element("p", { class: "hint" }, textsOf(answer, "note").join(" ")));
}
