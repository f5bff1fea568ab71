// SPDX-License-Identifier: GPL-3.0-or-later
// The joint in three dimensions: one run, or two side by side; tissues, needles, nerves by their block, the cloud above a
// level at a time, and a plane that cuts.
import vtkPlane from "@kitware/vtk.js/Common/DataModel/Plane";
import { nerveColour, SHOWN_FIRST, tissueColour, VIEWS } from "./anatomy.js";
import { boundaryOf, levelSurface, section } from "./geometry.js";
import { tubeOf, samplesOf } from "./curve_tubes.js";
import { surfaceActor } from "./stage.js";
import { unpackField, unpackMesh } from "./data.js";
import { runColour } from "./words.js";
import { valueOf } from "./data.js";

const NORMAL = { axial: [0, 0, 1], coronal: [0, 1, 0], sagittal: [1, 0, 0] };

function hex(text) {
  return [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16) / 255);
}

/** One run as it is seen: what was unpacked and made of it is kept. */
class Shown {
  static async of(run, index, data, meshes) {
    const shown = new Shown();
    meshes[run.mesh] ||= { mesh: await unpackMesh(data.meshes[run.mesh]), surfaces: new Map() };
    Object.assign(shown, { run, index, kept: meshes[run.mesh], mesh: meshes[run.mesh].mesh, fields: new Map() });
    for (const name of Object.keys(run.fields)) shown.fields.set(name, await unpackField(run.fields[name]));
    shown.nerves = run.curves.filter((curve) => curve.kind === "nerve")
      .map((curve) => ({ ...curve, ...samplesOf(curve.points, shown.mesh) }));
    return shown;
  }

  surface(region) {
    if (!this.kept.surfaces.has(region)) {
      const faces = boundaryOf(this.mesh, region);
      const index = new Map(), points = [];
      const triangles = faces.map((p) => {
        if (!index.has(p)) {
          index.set(p, points.length / 3);
          points.push(...this.mesh.points.subarray(3 * p, 3 * p + 3));
        }
        return index.get(p);
      });
      this.kept.surfaces.set(region, { points: Float32Array.from(points), triangles });
    }
    return this.kept.surfaces.get(region);
  }

  /** Codes of a field at a time, linear between outputs; null where the run has no such field. */
  fieldAt(name, time) {
    const field = this.fields.get(name);
    if (!field) return null;
    const { times } = this.run;
    const n = this.mesh.points.length / 3;
    let k = times.findIndex((t) => t >= time);
    if (k < 0) k = times.length - 1;
    const before = Math.max(0, k - 1);
    const s = k === before || times[k] <= time ? 1 : (time - times[before]) / (times[k] - times[before]);
    return Float32Array.from({ length: n }, (_, i) =>
      (1 - s) * field.code[before * n + i] + s * field.code[k * n + i]);
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
    this.state = { regions: new Set(SHOWN_FIRST), opacity: 0.35, time: null, field: "block_c", level: null, cut: false,
      plane: "axial", place: 0.5, nerves: true, needles: true, view: "posterior" };
  }

  async choose(left, right) {
    const wanted = [left, right].filter((i, k) => i >= 0 && (k === 0 || i !== left));
    this.shown = [];
    for (const i of wanted) this.shown.push(await Shown.of(this.runs[i], this.runs[i].index, this.data, this.meshes));
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

  /** The time at which the clouds of all runs shown, each against its largest, are fullest together. */
  fullestTime() {
    const counts = this.shown.map((one) => {
      if (!one.fields.has(this.state.field)) return this.times.map(() => 0);
      const level = this.codeOf(one);
      return this.times.map((time) => one.fieldAt(this.state.field, time).reduce((n, code) => n + (code >= level), 0));
    });
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

  tissues(one, clip) {
    for (const region of one.mesh.names) {
      const at = one.mesh.names.indexOf(region);
      if (!this.state.regions.has(region) || !one.mesh.regions.includes(at)) continue;
      const bone = region === "sacrum" || region === "ilium";
      this.add(one, surfaceActor({ ...one.surface(at), colour: tissueColour(region),
        opacity: bone ? this.state.opacity : Math.min(1, this.state.opacity + 0.15) }), clip);
    }
  }

  cloud(one, clip) {
    const value = one.fieldAt(this.state.field, this.times[this.state.time]);
    if (!value) return null;
    const surface = levelSurface(one.mesh, value, this.codeOf(one));
    if (surface.triangles.length > 0)
      this.add(one, surfaceActor({ ...surface, colour: hex(runColour(one.index)), opacity: 0.6 }), clip);
    one.cloudTriangles = surface.triangles.length / 3;
    return value;
  }

  curves(one) {
    const block = one.fieldAt("block_c", this.times[this.state.time]);
    for (const nerve of this.state.nerves ? one.nerves : []) {
      const share = nerve.samples.map((s) => (block && s.in ? s.in.reduce((sum, [p, w]) => sum + w * block[p], 0) / 255 : 0));
      this.add(one, surfaceActor(tubeOf(nerve.samples.map((s) => s.at), 0.9, (i) => nerveColour(share[i]))), null);
    }
    for (const needle of this.state.needles ? one.run.curves.filter((curve) => curve.kind === "needle") : []) {
      const ends = needle.points.length > 1 ? needle.points : [needle.points[0], needle.points[0].map((x, k) => x + (k === 1 ? -1 : 0))];
      this.add(one, surfaceActor(tubeOf(ends, 0.5, () => [0.36, 0.39, 0.43])), null);
    }
  }

  section(one, value) {
    const cut = section(one.mesh, this.planeOrigin(), NORMAL[this.state.plane], value);
    const cloud = hex(runColour(one.index));
    const rgb = new Uint8Array(cut.points.length);
    const names = one.mesh.names;
    for (let i = 0; i < cut.regions.length; i++) {
      const base = tissueColour(names[cut.regions[i]]);
      const share = Math.min(1, cut.values[i] / 255);
      for (let k = 0; k < 3; k++) rgb[3 * i + k] = Math.round(255 * (base[k] + 0.9 * share * (cloud[k] - base[k])));
    }
    const triangles = Uint32Array.from({ length: cut.regions.length }, (_, i) => i);
    if (triangles.length > 0) this.add(one, surfaceActor({ points: cut.points, triangles, rgb, flat: true }), null);
  }

  add(one, actor, clip) {
    if (clip) actor.getMapper().addClippingPlane(clip);
    const renderer = this.stage.renderers[this.shown.indexOf(one)];
    renderer.addActor(actor);
    this.actors.push([renderer, actor]);
  }

  // What stands between the eye and the plane is taken away.
  clipPlane() {
    if (!this.state.cut) return null;
    const normal = NORMAL[this.state.plane];
    const towards = this.stage.direction().reduce((sum, c, k) => sum + c * normal[k], 0) >= 0 ? 1 : -1;
    return vtkPlane.newInstance({ origin: this.planeOrigin(), normal: normal.map((c) => towards * c) });
  }

  draw() {
    this.actors.forEach(([renderer, actor]) => { renderer.removeActor(actor); actor.delete(); });
    this.actors = [];
    const clip = this.clipPlane();
    for (const one of this.shown) {
      this.tissues(one, clip);
      const value = this.cloud(one, clip);
      if (this.state.cut) this.section(one, value);
      this.curves(one);
    }
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

