// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacks what src/page/gather.h describes: quantities by name, tables by column, meshes and fields as typed arrays.

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function inflate(packed) {
  const stream = new Blob([bytesOf(packed.zlib)]).stream().pipeThrough(new DecompressionStream("deflate"));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Error("its data are damaged. Copy the page again, or write it anew by sij report");
  }
}

async function unpackPoints(mesh) {
  const code = new Uint16Array((await inflate(mesh.points)).buffer);
  const [low, high] = mesh.box;
  const points = new Float32Array(code.length);
  for (let i = 0; i < code.length; i++) points[i] = low[i % 3] + (code[i] / 65535) * (high[i % 3] - low[i % 3]);
  return points;
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

// Signed numbers of 16 bits, as shares of the largest: all low bytes, then all high ones.
function unpackVectors(bytes, largest) {
  const n = bytes.length / 2;
  const value = new Float32Array(n);
  for (let i = 0; i < n; i++) value[i] = (((bytes[i] | (bytes[n + i] << 8)) - 32768) / 32767) * largest;
  return value;
}

export async function unpackField(field) {
  const bytes = await inflate(field);
  return { code: field.scale === "vector" ? unpackVectors(bytes, field.largest) : bytes, unit: field.unit, scale: field.scale, least: field.least,
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

/** True if something is injected: only then block and concentrations say anything. */
export function isInjection(run) {
  return run.quantities.some((q) => q.name.startsWith("injection."));
}

/** The value of a quantity; null where a run has none. */
export function valueOf(run, name) {
  const q = run.quantity.get(name);
  return q && q.value !== null ? q.value : null;
}
