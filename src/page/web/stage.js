// SPDX-License-Identifier: GPL-3.0-or-later
// The window of vtk.js: one camera for all views side by side, actors from arrays, scale bar and letters of direction.
import "@kitware/vtk.js/Rendering/Profiles/Geometry";
import vtkActor from "@kitware/vtk.js/Rendering/Core/Actor";
import vtkCellArray from "@kitware/vtk.js/Common/Core/CellArray";
import vtkDataArray from "@kitware/vtk.js/Common/Core/DataArray";
import vtkInteractorStyleTrackballCamera from "@kitware/vtk.js/Interaction/Style/InteractorStyleTrackballCamera";
import vtkMapper from "@kitware/vtk.js/Rendering/Core/Mapper";
import vtkOpenGLRenderWindow from "@kitware/vtk.js/Rendering/OpenGL/RenderWindow";
import vtkPolyData from "@kitware/vtk.js/Common/DataModel/PolyData";
import vtkPolyDataNormals from "@kitware/vtk.js/Filters/Core/PolyDataNormals";
import vtkRenderWindow from "@kitware/vtk.js/Rendering/Core/RenderWindow";
import vtkRenderWindowInteractor from "@kitware/vtk.js/Rendering/Core/RenderWindowInteractor";
import vtkRenderer from "@kitware/vtk.js/Rendering/Core/Renderer";
import { letterOf } from "./anatomy.js";
import { element } from "./words.js";

function polyData(points, triangles) {
  const data = vtkPolyData.newInstance();
  const cells = new Uint32Array((triangles.length / 3) * 4);
  for (let t = 0; t < triangles.length / 3; t++) {
    cells[4 * t] = 3;
    for (let k = 0; k < 3; k++) cells[4 * t + 1 + k] = triangles[3 * t + k];
  }
  data.getPoints().setData(points, 3);
  data.setPolys(vtkCellArray.newInstance({ values: cells }));
  return data;
}

/** An actor of triangles. rgb: colours of the points, 0 to 255, or none; `flat`: no shading by direction; `front`: seen where
 * another surface lies in the same place. */
export function surfaceActor({ points, triangles, rgb, colour, opacity = 1, flat = false, front = false }) {
  let data = polyData(points, triangles);
  if (rgb) data.getPointData().setScalars(vtkDataArray.newInstance({ name: "rgb", numberOfComponents: 3, values: rgb }));
  if (!flat) {
    const normals = vtkPolyDataNormals.newInstance();
    normals.setInputData(data);
    normals.update();
    data = normals.getOutputData();
  }
  const mapper = vtkMapper.newInstance({ scalarVisibility: Boolean(rgb) });
  if (rgb) mapper.setColorModeToDirectScalars();
  mapper.setInputData(data);
  if (front) {
    mapper.setResolveCoincidentTopologyToPolygonOffset();
    mapper.setRelativeCoincidentTopologyPolygonOffsetParameters(-2, -2);
  }
  const actor = vtkActor.newInstance();
  actor.setMapper(mapper);
  const property = actor.getProperty();
  if (colour) property.setColor(...colour);
  property.setOpacity(opacity);
  property.setAmbient(flat ? 1 : 0.25);
  property.setDiffuse(flat ? 0 : 0.75);
  property.setSpecular(flat ? 0 : 0.1);
  return actor;
}

function cross(a, b) {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function backgroundOf() {
  const text = getComputedStyle(document.documentElement).getPropertyValue("--scene").trim();
  return [1, 3, 5].map((k) => parseInt(text.slice(k, k + 2), 16) / 255);
}

export class Stage {
  constructor(box) {
    this.box = box;
    this.window = vtkRenderWindow.newInstance();
    this.gl = vtkOpenGLRenderWindow.newInstance();
    this.window.addView(this.gl);
    this.gl.setContainer(box);
    this.renderers = [];
    this.first = vtkRenderer.newInstance();
    this.camera = this.first.getActiveCamera();
    this.camera.setParallelProjection(true);
    this.interactor = vtkRenderWindowInteractor.newInstance();
    this.interactor.setView(this.gl);
    this.setViews(1);
    this.interactor.initialize();
    this.interactor.bindEvents(box);
    this.interactor.setInteractorStyle(vtkInteractorStyleTrackballCamera.newInstance());
    this.ruler = element("div", { class: "ruler", "aria-hidden": "true" });
    this.letters = ["left:8px;top:50%", "right:8px;top:50%", "top:34px;left:50%", "bottom:8px;left:50%"].map((style) =>
      element("div", { class: "compass", style, "aria-hidden": "true" }));
    box.append(this.ruler, ...this.letters);
    this.camera.onModified(() => this.annotate());
    new ResizeObserver(() => this.resize()).observe(box);
    this.resize();
  }

  /** So many views side by side, which share the camera. */
  setViews(n) {
    this.renderers.forEach((renderer) => this.window.removeRenderer(renderer));
    this.renderers = Array.from({ length: n }, (_, i) => {
      const renderer = i === 0 ? this.first : vtkRenderer.newInstance();
      renderer.setActiveCamera(this.camera);
      renderer.setViewport(i / n, 0, (i + 1) / n, 1);
      renderer.setBackground(...backgroundOf());
      this.window.addRenderer(renderer);
      return renderer;
    });
  }

  recolour() {
    this.renderers.forEach((renderer) => renderer.setBackground(...backgroundOf()));
    this.render();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.box;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.gl.setSize(Math.max(2, Math.round(width * ratio)), Math.max(2, Math.round(height * ratio)));
    const canvas = this.box.querySelector("canvas");
    if (canvas) Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    this.render();
    this.annotate();
  }

  /** Looks from a direction at a box [mm], so that every view shows all of it. */
  look({ low, high, centre }, from, up) {
    const distance = 600;
    const right = cross(from.map((c) => -c), up);
    const reach = (way) => way.reduce((sum, c, k) => sum + Math.abs(c) * (high[k] - low[k]), 0) / 2;
    const aspect = this.box.clientWidth / this.renderers.length / this.box.clientHeight;
    const half = 1.08 * Math.max(reach(up), reach(right) / aspect);
    this.camera.setFocalPoint(...centre);
    this.camera.setPosition(...centre.map((c, k) => c + distance * from[k]));
    this.camera.setViewUp(...up);
    this.camera.setParallelScale(half);
    this.renderers.forEach((renderer) => renderer.resetCameraClippingRange());
    this.render();
  }

  direction() {
    return this.camera.getDirectionOfProjection();
  }

  turn(azimuth, elevation, zoom) {
    if (azimuth) this.camera.azimuth(azimuth);
    if (elevation) this.camera.elevation(elevation);
    if (zoom) this.camera.setParallelScale(this.camera.getParallelScale() * zoom);
    this.camera.orthogonalizeViewUp();
    this.render();
  }

  annotate() {
    const pixels = this.box.clientHeight / (2 * this.camera.getParallelScale());
    const length = [1, 2, 5, 10, 20, 50, 100].find((mm) => mm * pixels > 50) || 200;
    this.ruler.style.width = `${length * pixels}px`;
    this.ruler.textContent = `${length} mm`;
    const up = this.camera.getViewUp();
    const right = cross(this.direction(), up);
    [right.map((c) => -c), right, up, up.map((c) => -c)].forEach((way, i) => { this.letters[i].textContent = letterOf(way); });
  }

  render() {
    this.renderers.forEach((renderer) => renderer.resetCameraClippingRange());
    this.window.render();
  }
}
