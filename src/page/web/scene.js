// SPDX-License-Identifier: GPL-3.0-or-later
// The joint in three dimensions: one run, or two side by side; tissues, needles, nerves by their block, the cloud above a
// level at a time, and a plane that cuts.
import vtkPlane from "@kitware/vtk.js/Common/DataModel/Plane";
import { isLigament, nerveColour, SHOWN_FIRST, strainColour, tissueColour, VIEWS } from "./anatomy.js";
import { boundaryOf, levelSurface, section } from "./geometry.js";
import { sampleCurves, tubeOf } from "./curve_tubes.js";
import { movePoints, principalStrain } from "./motion.js";
import { surfaceActor } from "./stage.js";
import { unpackField, unpackMesh, valueOf } from "./data.js";
import { runColour } from "./words.js";

const NORMAL = { axial: [0, 0, 1], coronal: [0, 1, 0], sagittal: [1, 0, 0] };

function hex(text) {
  return [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16) / 255);
}

// Where in the outputs a time lies: the outputs about it and the share of the later one.
function findOutput(times, time) {
  let k = times.findIndex((t) => t >= time);
  if (k < 0) k = times.length - 1;
  const before = Math.max(0, k - 1);
  return { before, after: k, share: k === before || times[k] <= time ? 1 : (time - times[before]) / (times[k] - times[before]) };
}

/** One run as it is seen: what was unpacked and made of it is kept. */
class Shown {
  static async of(run, index, data, meshes) {
    const shown = new Shown();
    meshes[run.mesh] ||= { mesh: await unpackMesh(data.meshes[run.mesh]), surfaces: new Map() };
    Object.assign(shown, { run, index, kept: meshes[run.mesh], mesh: meshes[run.mesh].mesh, fields: new Map(), tissues: new Map(),
      strains: new Map() });
    shown.nerves = sampleCurves(run.curves.filter((curve) => curve.kind === "nerve"), shown.mesh);
    return shown;
  }

  /** Unpacks a field before it is drawn; a run may have none of that name. */
  async need(name) {
    const packed = this.run.fields[name];
    if (packed && !this.fields.has(name)) this.fields.set(name, await unpackField(packed));
  }

  /** Triangles of a region, and of which points of the mesh they are. */
  surface(region) {
    if (!this.kept.surfaces.has(region)) {
      const faces = boundaryOf(this.mesh, region);
      const index = new Map();
      const triangles = faces.map((p) => {
        if (!index.has(p)) index.set(p, index.size);
        return index.get(p);
      });
      this.kept.surfaces.set(region, { of: Uint32Array.from(index.keys()), triangles });
    }
    return this.kept.surfaces.get(region);
  }

  /** Values of a field at a time, linear between outputs; null where the run has no such field. */
  fieldAt(name, time) {
    const field = this.fields.get(name);
    if (!field) return null;
    const { before, after, share } = findOutput(this.run.times, time);
    const n = field.code.length / this.run.times.length;
    const value = new Float32Array(n);
    for (let i = 0; i < n; i++) value[i] = (1 - share) * field.code[before * n + i] + share * field.code[after * n + i];
    return value;
  }

  /** At how many points the cloud is at each time. */
  countAt(name, level, times) {
    const field = this.fields.get(name);
    if (!field) return times.map(() => 0);
    const n = field.code.length / this.run.times.length;
    const counts = this.run.times.map((_, k) => {
      let count = 0;
      for (let i = k * n; i < (k + 1) * n; i++) count += field.code[i] >= level;
      return count;
    });
    return times.map((time) => counts[findOutput(this.run.times, time).after]);
  }

  /** Largest principal strain of the ligaments at an output. */
  strainAt(k) {
    if (!this.strains.has(k)) {
      const wanted = new Set(this.mesh.names.map((name, i) => (isLigament(name) ? i : -1)));
      this.strains.set(k, principalStrain(this.mesh, wanted, this.fieldAt("displacement", this.run.times[k])));
    }
    return this.strains.get(k);
  }

  /** The strain that the scale of colours ends at: 1 in 20 points of the ligaments is above it, at the output where most is. */
  strainTop() {
    this.top ??= Math.max(...this.run.times.map((_, k) => {
      const all = this.strainAt(k).filter((value) => value !== 0).sort();
      return all.length > 0 ? all[Math.floor(0.95 * (all.length - 1))] : 0;
    }));
    return this.top;
  }
}

function boxOf(mesh, names) {
  const low = [1e9, 1e9, 1e9], high = [-1e9, -1e9, -1e9];
  const wanted = new Set(names.map((name) => mesh.names.indexOf(name)));
  const all = !mesh.regions.some((region) => wanted.has(region));
  for (let c = 0; c < mesh.regions.length; c++) {
    if (!all && !wanted.has(mesh.regions[c])) continue;
    for (let v = 0; v < 4; v++)
      for (let k = 0; k < 3; k++) {
        const x = mesh.points[3 * mesh.cells[4 * c + v] + k];
        low[k] = Math.min(low[k], x);
        high[k] = Math.max(high[k], x);
      }
  }
  return { low, high, centre: low.map((x, k) => (x + high[k]) / 2) };
}

export class Scene {
  constructor(place, runs, data) {
    Object.assign(this, { place, runs, data, meshes: [], shown: [], actors: [] });
    this.state = { regions: new Set(SHOWN_FIRST), opacity: 0.35, time: null, field: null, level: null, cut: false,
      plane: "axial", place: 0.5, nerves: true, needles: true, view: "posterior", enlarged: 0, strain: false };
  }

  /** The field of the cloud. */
  async setField(name) {
    for (const one of this.shown) await one.need(name);
    Object.assign(this.state, { field: name, level: null });
    this.draw();
  }

  async choose(left, right) {
    const wanted = [left, right].filter((i, k) => i >= 0 && (k === 0 || i !== left));
    const shown = [];
    for (const i of wanted) {
      const one = await Shown.of(this.runs[i], this.runs[i].index, this.data, this.meshes);
      for (const name of ["block_c", "displacement", this.state.field]) await one.need(name);
      shown.push(one);
    }
    this.show([]);
    this.shown.flatMap((one) => [...one.tissues.values()]).forEach((tissue) => tissue.actor.delete());
    this.shown = shown;
    this.times = [...new Set(this.shown.flatMap((one) => one.run.times))].sort((a, b) => a - b);
    this.state.time = this.state.time === null ? this.fullestTime() : Math.min(this.state.time, this.times.length - 1);
    this.box = boxOf(this.shown[0].mesh, ["joint_cavity", "cartilage_sacral", "lig_interosseous", "lig_post_short"]);
    this.whole = boxOf(this.shown[0].mesh, []);
    this.bones = boxOf(this.shown[0].mesh, ["sacrum", "ilium"]);
    this.side = this.box.centre[0] >= 0 ? 1 : -1;
    this.stage.setViews(this.shown.length);
  }

  /** Level of the cloud as the reader's number: a share, or a concentration. */
  levelCode(field) {
    const level = this.state.level ?? (this.state.field.startsWith("block_")
      ? (valueOf(this.shown[0].run, "targets.block_level") ?? 0.5) : 0.5);
    return field.scale === "linear" ? level * 255 : 1 + 254 * level;
  }

  /** The time at which the clouds of all runs shown, each against its largest, are fullest together; the end where there are none. */
  fullestTime() {
    if (!this.state.field) return this.times.length - 1;
    const counts = this.shown.map((one) => one.countAt(this.state.field, one.fields.has(this.state.field) ? this.codeOf(one) : 0, this.times));
    const share = this.times.map((_, k) => counts.reduce((sum, row) => sum + row[k] / Math.max(1, ...row), 0));
    return share.indexOf(Math.max(...share));
  }

  levelText() {
    const field = this.shown.map((one) => one.fields.get(this.state.field)).find(Boolean);
    if (!field) return "";
    if (!(field.largest > 0)) return "any level: it is nothing everywhere";
    const code = this.levelCode(field);
    if (field.scale === "linear") return `${Math.round((100 * code) / 255)} %`;
    const value = field.least * (field.largest / field.least) ** ((code - 1) / 254);
    return `${Number(value.toPrecision(2))} ${field.unit === "mol/m^3" ? "mM" : field.unit}`;
  }

  s2Height() {
    const branch = this.shown[0].run.curves.find((curve) => curve.name === "lateral_branch_s2");
    return branch ? branch.points[0][2] : this.box.centre[2];
  }

  planeOrigin() {
    const axis = NORMAL[this.state.plane].indexOf(1);
    const at = [...this.box.centre];
    at[axis] = this.whole.low[axis] + this.state.place * (this.whole.high[axis] - this.whole.low[axis]);
    return at;
  }

  /** The cloud's own level on the scale of another run, where concentrations have scales of their own. */
  codeOf(one) {
    const field = one.fields.get(this.state.field), first = this.shown[0].fields.get(this.state.field);
    const code = this.levelCode(field);
    if (field.scale === "linear" || !first) return code;
    const value = first.least * (first.largest / first.least) ** ((this.levelCode(first) - 1) / 254);
    return 1 + (254 * Math.log(value / field.least)) / Math.log(field.largest / field.least);
  }

  /** The displacement at the time shown; null where the run has none. */
  displacementOf(one) {
    return one.fieldAt("displacement", this.times[this.state.time]);
  }

  /** What the scale of strain ends at. */
  strainTop() {
    return Math.max(1e-6, ...this.shown.filter((one) => one.fields.has("displacement")).map((one) => one.strainTop()));
  }

  // Colours of the points of a ligament; null where tissue has its own.
  strainColours(one, region, of) {
    if (!this.state.strain || !one.fields.has("displacement") || !isLigament(region)) return null;
    const { before, after, share } = findOutput(one.run.times, this.times[this.state.time]);
    const top = this.strainTop(), a = one.strainAt(before), b = one.strainAt(after);
    const rgb = new Uint8Array(3 * of.length);
    of.forEach((p, i) => strainColour(((1 - share) * a[p] + share * b[p]) / top).forEach((c, k) => { rgb[3 * i + k] = Math.round(255 * c); }));
    return rgb;
  }

  // The actor of a tissue is kept as long as it is of the same shape and colours.
  tissue(one, mesh, region) {
    const moved = one.fields.has("displacement") && (this.state.enlarged > 0 || this.state.strain);
    const state = moved ? `${this.state.time} ${this.state.enlarged} ${this.state.strain}` : "";
    const held = one.tissues.get(region);
    if (held && held.state === state) return held.actor;
    if (held) this.retire(held.actor);
    const { of, triangles } = one.surface(mesh.names.indexOf(region));
    const points = new Float32Array(3 * of.length);
    of.forEach((p, i) => { for (let k = 0; k < 3; k++) points[3 * i + k] = mesh.points[3 * p + k]; });
    const rgb = this.strainColours(one, region, of);
    const actor = surfaceActor({ points, triangles, rgb, colour: tissueColour(region), front: Boolean(rgb) });
    one.tissues.set(region, { state, actor, strained: Boolean(rgb) });
    return actor;
  }

  tissues(one, mesh, clip) {
    for (const region of mesh.names) {
      if (!this.state.regions.has(region) || !mesh.regions.includes(mesh.names.indexOf(region))) continue;
      const bone = region === "sacrum" || region === "ilium";
      const actor = this.tissue(one, mesh, region);
      const opacity = one.tissues.get(region).strained ? 1 : Math.min(1, this.state.opacity + (bone ? 0 : 0.15));
      actor.getProperty().setOpacity(opacity);
      this.add(one, actor, clip);
    }
  }

  cloud(one, mesh, clip) {
    const value = one.fieldAt(this.state.field, this.times[this.state.time]);
    if (!value) return null;
    const surface = levelSurface(mesh, value, this.codeOf(one));
    if (surface.triangles.length > 0)
      this.add(one, surfaceActor({ ...surface, colour: hex(runColour(one.index)), opacity: 0.6 }), clip);
    one.cloudTriangles = surface.triangles.length / 3;
    return value;
  }

  curves(one, mesh) {
    const block = one.fieldAt("block_c", this.times[this.state.time]);
    const still = one.mesh.points;
    const at = (s) => (mesh.points === still || !s.in ? s.at
      : s.at.map((x, k) => x + s.in.reduce((sum, [p, w]) => sum + w * (mesh.points[3 * p + k] - still[3 * p + k]), 0)));
    for (const nerve of this.state.nerves ? one.nerves : []) {
      const share = nerve.samples.map((s) => (block && s.in ? s.in.reduce((sum, [p, w]) => sum + w * block[p], 0) / 255 : 0));
      this.add(one, surfaceActor(tubeOf(nerve.samples.map(at), 0.9, (i) => nerveColour(share[i]))), null);
    }
    for (const needle of this.state.needles ? one.run.curves.filter((curve) => curve.kind === "needle") : []) {
      const ends = needle.points.length > 1 ? needle.points : [needle.points[0], needle.points[0].map((x, k) => x + (k === 1 ? -1 : 0))];
      this.add(one, surfaceActor(tubeOf(ends, 0.5, () => [0.55, 0.59, 0.64])), null);
    }
  }

  section(one, mesh, value) {
    const cut = section(mesh, this.planeOrigin(), NORMAL[this.state.plane], value);
    const cloud = hex(runColour(one.index));
    const rgb = new Uint8Array(cut.points.length);
    const { names } = mesh;
    for (let i = 0; i < cut.regions.length; i++) {
      const base = tissueColour(names[cut.regions[i]]);
      const share = Math.min(1, cut.values[i] / 255);
      for (let k = 0; k < 3; k++) rgb[3 * i + k] = Math.round(255 * (base[k] + 0.9 * share * (cloud[k] - base[k])));
    }
    const triangles = Uint32Array.from({ length: cut.regions.length }, (_, i) => i);
    if (triangles.length > 0) this.add(one, surfaceActor({ points: cut.points, triangles, rgb, flat: true }), null);
  }

  add(one, actor, clip) {
    const mapper = actor.getMapper();
    mapper.removeAllClippingPlanes();
    if (clip) mapper.addClippingPlane(clip);
    this.next.push([this.stage.renderers[this.shown.indexOf(one)], actor]);
  }

  // An actor that is kept no longer.
  retire(actor) {
    this.actors = this.actors.filter(([renderer, one]) => {
      if (one === actor) renderer.removeActor(actor);
      return one !== actor;
    });
    actor.delete();
  }

  // Shows these actors: those that stay are left alone, of the others those of tissues are kept for later.
  show(next) {
    const stays = new Set(next.map(([, actor]) => actor)), was = new Set(this.actors.map(([, actor]) => actor));
    const kept = new Set(this.shown.flatMap((one) => [...one.tissues.values()].map((tissue) => tissue.actor)));
    for (const [renderer, actor] of this.actors) {
      if (stays.has(actor)) continue;
      renderer.removeActor(actor);
      if (!kept.has(actor)) actor.delete();
    }
    next.filter(([, actor]) => !was.has(actor)).forEach(([renderer, actor]) => renderer.addActor(actor));
    this.actors = next;
  }

  // What stands between the eye and the plane is taken away.
  clipPlane() {
    if (!this.state.cut) return null;
    const normal = NORMAL[this.state.plane];
    const towards = this.stage.direction().reduce((sum, c, k) => sum + c * normal[k], 0) >= 0 ? 1 : -1;
    return vtkPlane.newInstance({ origin: this.planeOrigin(), normal: normal.map((c) => towards * c) });
  }

  draw() {
    this.next = [];
    const clip = this.clipPlane();
    for (const one of this.shown) {
      const mesh = { ...one.mesh, points: movePoints(one.mesh.points, this.displacementOf(one), this.state.enlarged) };
      this.tissues(one, mesh, clip);
      const value = this.cloud(one, mesh, clip);
      if (this.state.cut) this.section(one, mesh, value);
      this.curves(one, mesh);
    }
    this.show(this.next);
    this.stage.render();
    if (this.onDraw) this.onDraw();
  }

  look(id) {
    const view = VIEWS.find((one) => one.id === id);
    const { from, up } = view.of(this.side);
    this.state.view = id;
    this.state.cut = Boolean(view.cut);
    if (view.cut) {
      this.state.plane = view.cut;
      this.state.place = (this.s2Height() - this.whole.low[2]) / (this.whole.high[2] - this.whole.low[2]);
    }
    this.stage.look(view.cut ? this.whole : this.bones, from, up);
    this.draw();
  }
}

