// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the data of the page and draws its parts. A part that fails says so and leaves the others.
import { drawAnswer } from "./answer.js";
import { drawCurves } from "./curves.js";
import { drawDose } from "./dose.js";
import { drawAll, drawTable } from "./table.js";
import { drawView } from "./view.js";
import { drawStudy, tellStudy } from "./study.js";
import { readRuns } from "./data.js";
import { element, setWords } from "./words.js";

function drawSource(place, runs) {
  for (const run of runs) {
    const from = run.provenance;
    place.append(element("h3", {}, run.name), element("dl", {}, ...[["Case", run.title], ["Folder", run.folder],
      ["Command", from.command], ["Program", `${from.version} (${from.commit})`], ["Date", from.date], ["Mesh", from.mesh_hash]]
      .flatMap(([key, text]) => [element("dt", {}, key), element("dd", {}, text || "not known")])),
    element("details", {}, element("summary", {}, "The case in full, in SI units"), element("pre", { tabindex: 0 }, run.input || "not known")));
  }
}

async function part(id, draw) {
  const place = document.getElementById(id);
  try {
    return await draw(place);
  } catch (fault) {
    place.append(element("p", { role: "alert" }, `This part of the page cannot be drawn: ${fault.message}`));
    console.error(fault);
    return null;
  }
}

async function main() {
  const data = JSON.parse(document.getElementById("data").textContent);
  setWords(data.words);
  const runs = await readRuns(data);
  await part("answer", (place) => (data.study ? tellStudy(place, data.study, runs) : drawAnswer(place, runs, data.answer)));
  if (data.study) await part("study", (place) => drawStudy(place, data.study));
  await part("table", (place) => drawTable(place, runs));
  const view = await part("view", (place) => drawView(place, runs, data));
  performance.mark("sij-view");
  await part("all", (place) => drawAll(place, runs));
  await part("source", (place) => drawSource(place, runs));
  const redraw = [view, await part("curves", (place) => drawCurves(place, runs)), await part("dose", (place) => drawDose(place, runs))];
  const again = () => redraw.forEach((act) => act && act());
  let timer = null;
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(timer);
    timer = setTimeout(again, 150);
  });
  for (const media of ["(prefers-color-scheme: dark)", "print"]) window.matchMedia(media).addEventListener("change", again);
  document.documentElement.dataset.ready = "yes";
}

main().catch((fault) => {
  document.getElementById("answer").append(element("p", { role: "alert" }, `This page cannot be drawn: ${fault.message}`));
});
