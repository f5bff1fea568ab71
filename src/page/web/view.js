// SPDX-License-Identifier: GPL-3.0-or-later
// The controls round the three-dimensional view: which runs, what is seen, the time, the cut, the views clinicians know.
import { cssColour, isLigament, nerveColour, strainColour, tissueColour, VIEWS } from "./anatomy.js";
import { isInjection } from "./data.js";
import { Scene } from "./scene.js";
import { Stage } from "./stage.js";
import { showTime } from "./numbers.js";
import { capital, element, list, swatch, word } from "./words.js";

function field(legend, ...children) {
  return element("fieldset", {}, element("legend", {}, legend), ...children);
}

function check(label, checked, act, id, patch) {
  const box = element("input", { type: "checkbox", checked, id, on: { change: () => act(box.checked) } });
  return element("label", {}, box, patch ? element("span", { class: "patch", style: `background:${patch}` }) : null, ` ${label}`);
}

function range(attributes, act) {
  const made = element("input", { type: "range", ...attributes, on: { input: () => act(Number(made.value)) } });
  return made;
}

function select(id, options, chosen, act) {
  const made = element("select", { id, on: { change: () => act(made.value) } }, ...options.map(([value, text]) =>
    element("option", { value, selected: String(value) === String(chosen) }, text)));
  return made;
}

function runChooser(runs, reload) {
  const chosen = [0, runs.length > 1 ? 1 : -1];
  const options = runs.map((run, i) => [i, run.name]);
  const pick = (k) => (value) => {
    chosen[k] = Number(value);
    reload(...chosen);
  };
  return { chosen, box: runs.length < 2 ? null : field("Runs",
    element("label", { for: "left" }, "left"), select("left", options, 0, pick(0)),
    element("label", { for: "right" }, "right"), select("right", [[-1, "none"], ...options], 1, pick(1))) };
}

function regionChooser(scene, runs, data) {
  const names = [...new Set(runs.flatMap((run) => data.meshes[run.mesh].names))];
  return field("Tissues", element("div", { class: "regions", tabindex: 0 }, ...names.map((name) =>
    check(capital(word(name)), scene.state.regions.has(name), (on) => {
      if (on) scene.state.regions.add(name); else scene.state.regions.delete(name);
      scene.draw();
    }, `region-${name}`, cssColour(tissueColour(name))))),
  element("label", { for: "opacity" }, "opacity"),
  range({ id: "opacity", min: 0.05, max: 1, step: 0.05, value: scene.state.opacity }, (value) => {
    scene.state.opacity = value;
    scene.draw();
  }));
}

function cloudFields(runs) {
  return [...new Set(runs.filter(isInjection).flatMap((run) => Object.keys(run.fields)))].filter((name) => /^(block|concentration)_/.test(name));
}

function nameField(name) {
  return name === "block_c" ? "block of pain fibres (C)" : `concentration of ${word(name.replace("concentration_", ""))}`;
}

function cloudChooser(scene, fields) {
  if (fields.length === 0) return { box: null, update: () => {} };
  const said = element("output", { id: "level-text", for: "level" });
  const level = range({ id: "level", min: 0.02, max: 0.98, step: 0.01, value: 0.5 }, (value) => {
    scene.state.level = value;
    scene.draw();
  });
  const made = field("Cloud", element("label", { for: "field" }, "of"), select("field", fields.map((name) => [name, nameField(name)]), scene.state.field, (value) => {
    level.value = 0.5;
    return scene.setField(value);
  }), element("label", { for: "level" }, "at or above ", said), level);
  return { box: made, update: () => {
    said.textContent = scene.levelText();
    level.setAttribute("aria-valuetext", said.textContent);
  } };
}

// Displacement enlarged, and the strain of ligaments: only where a solid was computed.
function motionChooser(scene, runs) {
  if (!runs.some((run) => run.fields.displacement)) return { box: null, update: () => {} };
  const said = element("output", { id: "enlarged-text", for: "enlarged" });
  const slider = range({ id: "enlarged", min: 0, max: 40, step: 1, value: scene.state.enlarged }, (value) => {
    scene.state.enlarged = value;
    scene.draw();
  });
  const bar = element("div", { class: "scale", "aria-hidden": "true",
    style: `background:linear-gradient(to right,${[0, 0.25, 0.5, 0.75, 1].map((s) => cssColour(strainColour(s))).join(",")})` });
  const top = element("span");
  return { box: field("Motion", element("label", { for: "enlarged" }, "displacement ", said), slider,
    check("ligaments by their largest stretch", scene.state.strain, (on) => { scene.state.strain = on; scene.draw(); }, "strain"), bar,
    element("div", { class: "scale-ends" }, element("span", {}, "0 %"), top)), update: () => {
    said.textContent = scene.state.enlarged === 0 ? "not drawn" : scene.state.enlarged === 1 ? "as it is" : `${scene.state.enlarged} times enlarged`;
    slider.setAttribute("aria-valuetext", said.textContent);
    top.textContent = scene.state.strain ? `${Number((100 * scene.strainTop()).toPrecision(2))} % and more` : "";
  } };
}

function cutChooser(scene) {
  const on = check("cut plane", false, (value) => { scene.state.cut = value; scene.draw(); }, "cut");
  const box = on.querySelector("input");
  const plane = select("plane", [["axial", "axial"], ["coronal", "coronal"], ["sagittal", "sagittal"]], "axial", (value) => {
    scene.state.plane = value;
    scene.draw();
  });
  const place = range({ id: "place", min: 0.01, max: 0.99, step: 0.01, value: 0.5, "aria-label": "place of the cut plane" }, (value) => {
    scene.state.place = value;
    scene.state.cut = true;
    scene.draw();
  });
  return { box: field("Cut", on, element("label", { for: "plane" }, "plane"), plane, place), update: () => {
    box.checked = scene.state.cut;
    plane.value = scene.state.plane;
    place.value = scene.state.place;
  } };
}

function curveChooser(scene) {
  const bar = element("div", { class: "scale", "aria-hidden": "true",
    style: `background:linear-gradient(to right,${cssColour(nerveColour(0))},${cssColour(nerveColour(1))})` });
  return field("Nerves and needles",
    check("nerves, by their block", scene.state.nerves, (on) => { scene.state.nerves = on; scene.draw(); }, "nerves"), bar,
    element("div", { class: "scale-ends" }, element("span", {}, "0 % conducts"), element("span", {}, "100 % blocked")),
    check("needles", true, (on) => { scene.state.needles = on; scene.draw(); }, "needles"));
}

function timeChooser(scene) {
  const said = element("output", { id: "time-text", for: "time" });
  const slider = range({ id: "time", min: 0, step: 1, "aria-label": "time" }, (value) => {
    scene.state.time = value;
    scene.draw();
  });
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "\u25b6 Play";
  };
  const play = element("button", { type: "button", id: "play", on: { click: () => {
    if (timer) return stop();
    play.textContent = "\u25a0 Stop";
    if (scene.state.time >= scene.times.length - 1) scene.state.time = -1;
    timer = setInterval(() => {
      scene.state.time += 1;
      scene.draw();
      if (scene.state.time >= scene.times.length - 1) stop();
    }, 400);
    return undefined;
  } } }, "\u25b6 Play");
  return { box: element("div", { class: "time" }, play, slider, said), update: () => {
    slider.max = scene.times.length - 1;
    slider.value = scene.state.time;
    said.textContent = showTime(scene.times[scene.state.time]);
    slider.setAttribute("aria-valuetext", said.textContent);
  } };
}

function viewButtons(scene) {
  const buttons = VIEWS.map((view) => element("button", { type: "button", id: `view-${view.id}`,
    on: { click: () => scene.look(view.id) } }, view.name));
  return { box: element("div", { class: "controls", role: "group", "aria-label": "Views" }, ...buttons), update: () =>
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(VIEWS[i].id === scene.state.view))) };
}

function listenToKeys(box, scene) {
  const acts = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10], "+": [0, 0, 0.9], "-": [0, 0, 1.1] };
  box.addEventListener("keydown", (event) => {
    if (!acts[event.key]) return;
    event.preventDefault();
    scene.stage.turn(...acts[event.key]);
  });
}

// Whose view it is, and that a run has ended before the time that is shown.
function tagsOf(box, scene) {
  box.querySelectorAll(".tag").forEach((tag) => tag.remove());
  scene.shown.forEach((one, i) => {
    const end = one.run.times[one.run.times.length - 1];
    const ended = scene.times[scene.state.time] > end ? `, as it ended at ${showTime(end)}` : "";
    box.append(element("div", { class: "tag", style: `left:calc(${(100 * i) / scene.shown.length}% + 8px)` },
      swatch(one.index), ` ${one.run.name}${ended}`));
  });
}

// What a run lacks is said.
function notes(runs) {
  const bare = runs.filter((run) => run.curves.length === 0 && run.mesh >= 0);
  return bare.length === 0 ? null : ` Of ${list(bare.map((run) => run.name))} the results hold no needles and nerves.`;
}

const MOVED = 8; // mm that the largest displacement is drawn as at first

// What is seen at first: the cloud of an injection; else how the joint moves and which ligaments stretch.
function begin(scene, runs, fields) {
  const { state } = scene;
  state.field = fields.includes("block_c") ? "block_c" : (fields[0] ?? null);
  if (state.field || !runs.some((run) => run.fields.displacement)) return;
  const largest = Math.max(...runs.map((run) => run.fields.displacement?.largest ?? 0));
  Object.assign(state, { enlarged: largest > 0 ? Math.round(Math.min(40, Math.max(1, MOVED / largest))) : 1, strain: true, nerves: false });
  runs.flatMap((run) => scene.data.meshes[run.mesh].names).filter(isLigament).forEach((name) => state.regions.add(name));
}

const HANDLING = "Drag turns, the wheel zooms, shift and drag moves. The section shows every tissue in its colour. ";
const CLOUDS = "The cloud is where the field is at or above its level, and lies over the section; nerves outside the mesh keep the colour of " +
  "no block. ";
const MOTION = "Displacement counts from the shape that is meshed. The stretch is the largest principal strain, which shear has too; strains in the " +
  "table are along the fibres, from the settled state.";

// What the view leaves out so that the page stays small.
function tellThinning(thinned) {
  if (!thinned) return null;
  const said = [thinned.every > 1 ? `draws one output in ${thinned.every}` : null, thinned.main_fields ? "shows no concentrations" : null,
    thinned.width > 0 ? `merges points nearer than ${thinned.width} mm` : null].filter(Boolean);
  return element("p", { class: "hint", id: "thinned" }, `So that the page stays small, this view ${list(said)}. Numbers and curves are whole.`);
}

/** Draws the view; gives back what redraws it in other colours. */
export async function drawView(place, all, data) {
  const runs = all.filter((run) => run.mesh >= 0);
  const left = all.filter((run) => run.mesh < 0).map((run) => run.name);
  if (left.length > 0)
    place.append(element("p", {}, `The page would be too large with the mesh of ${list(left)}: it is left out here.`));
  if (runs.length === 0) return null;
  const box = element("div", { class: "scene", tabindex: 0, role: "application",
    "aria-label": "The joint in three dimensions. Arrow keys turn it, plus and minus bring it nearer and farther." });
  const side = element("div", { class: "side" });
  const scene = new Scene(place, runs, data);
  const fields = cloudFields(runs);
  begin(scene, runs, fields);
  const views = viewButtons(scene), time = timeChooser(scene), cloud = cloudChooser(scene, fields), motion = motionChooser(scene, runs),
    cut = cutChooser(scene);
  const reload = async (left, right) => {
    await scene.choose(left, right);
    scene.look(scene.state.view);
  };
  const chooser = runChooser(runs, reload);
  place.append(views.box, element("div", { class: "stage" }, element("div", {}, box, time.box,
    element("p", { class: "hint" }, HANDLING, fields.length > 0 ? CLOUDS : null, motion.box ? MOTION : null, notes(runs)),
    tellThinning(data.thinned)), side));
  side.append(...[chooser.box, cloud.box, motion.box, cut.box, regionChooser(scene, runs, data), curveChooser(scene)].filter(Boolean));
  scene.onDraw = () => {
    [views, time, cloud, motion, cut].forEach((one) => one.update());
    tagsOf(box, scene);
  };
  scene.stage = new Stage(box);
  listenToKeys(box, scene);
  await reload(...chooser.chosen);
  window.sijScene = scene;
  return () => scene.stage.recolour();
}
