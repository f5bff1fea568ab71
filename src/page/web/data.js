// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacks what src/page/gather.h describes: quantities by name, tables by column, meshes and fields as typed arrays.

async function inflate(packed) {
  const text = atob(packed.zlib);
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function unpackPoints(mesh) {
  const code = new Uint16Array((await inflate(mesh.points)).buffer);
  const [low, high] = mesh.box;
  return Float32Array.from(code, (c, i) => low[i % 3] + (c / 65535) * (high[i % 3] - low[i % 3]));
}

async function unpackCells(mesh) {
  const bytes = await inflate(mesh.cells);
  const n = bytes.length / 4;
  const cells = new Uint32Array(n);
  for (let i = 0; i < n; i++)
    cells[i] = bytes[i] | (bytes[n + i] << 8) | (bytes[2 * n + i] << 16) | (bytes[3 * n + i] << 24);
  return cells;
}

export async function unpackMesh(mesh) {
  const [points, cells, regions] = await Promise.all([
    unpackPoints(mesh), unpackCells(mesh), inflate(mesh.regions),
  ]);
  return { points, cells, regions, names: mesh.names, box: mesh.box };
}

export async function unpackField(field) {
  return { code: await inflate(field), unit: field.unit, scale: field.scale, least: field.least,
    largest: field.largest };
}

async function unpackTable(table) {
  const all = new Float64Array((await inflate(table)).buffer);
  const width = table.columns.length;
  const column = new Map();
  table.columns.forEach((name, k) => {
    column.set(name, Float64Array.from({ length: all.length / width }, (_, row) => all[row * width + k]));
  });
  return column;
}

/** The sources of pain, as the resolved case lists them. */
function readSources(input) {
  const part = ((input || "").match(/^pain:\n((?: .*\n)*)/m) || ["", ""])[1];
  return [...part.matchAll(/^ {4}(\w+):$/gm)].map((found) => found[1]);
}

export async function readRuns(data) {
  for (const [index, run] of data.runs.entries()) {
    run.index = index;
    run.quantity = new Map(run.quantities.map((q) => [q.name, q]));
    run.sources = readSources(run.input);
    run.table = new Map();
    for (const name of Object.keys(run.tables)) run.table.set(name, await unpackTable(run.tables[name]));
  }
  return data.runs;
}

/** The value of a quantity; null where a run has none. */
export function valueOf(run, name) {
  const q = run.quantity.get(name);
  return q && q.value !== null ? q.value : null;
}
