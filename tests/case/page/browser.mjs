// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a page of `sij report` in a headless browser, holds every number it shows against the summaries, uses it as a
// person would, and takes pictures.
//
// usage: node browser.mjs MODULES BROWSER PAGE OUT WHAT SUMMARY...
//   WHAT  numbers: read them, nothing else; short: and the time, a tissue, the keys; all: everything; thinned: a page that was
//         made to fit; motion: a page of a run without injection
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const WHAT = process.argv[6];
const [modules, executablePath, file, out] = process.argv.slice(2, 6).map((word) => resolve(word));
const paths = process.argv.slice(7);
const MOST_BUSY = 2; // s that the page may keep the browser's main thread busy until it is there
const { chromium } = createRequire(join(modules, "package.json"))("playwright-core");
const summaries = paths.map((path) => new Map(JSON.parse(readFileSync(path)).quantities.map((q) => [q.name, q])));
const FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist"];
let passed = 0;

async function step(name, act) {
  const said = await act();
  passed += 1;
  console.log(`passed: ${name}${said ? `: ${said}` : ""}`);
}

async function open(browser, options, path = file) {
  const page = await browser.newPage(options);
  page.faults = [];
  page.asked = [];
  page.on("pageerror", (fault) => page.faults.push(fault.message));
  page.on("console", (line) => { if (line.type() === "error") page.faults.push(line.text()); });
  page.on("request", (request) => { if (!/^(data|blob):/.test(request.url())) page.asked.push(request.url()); });
  page.tools = await page.context().newCDPSession(page);
  await page.tools.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(pathToFileURL(path).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "yes", null, { timeout: 120000 });
  page.drawn = await page.evaluate(() => performance.getEntriesByName("sij-view")[0].startTime / 1000);
  page.busy = (await page.tools.send("Performance.getMetrics")).metrics.find((one) => one.name === "ThreadTime").value;
  return page;
}

// By the time of the processor, which other programs on the machine do not change.
function checkOpening(page) {
  assert.ok(page.busy < MOST_BUSY, `the main thread was busy for ${page.busy} s`);
  return `3-D after ${page.drawn.toFixed(1)} s on this machine now, of which the main thread worked ${page.busy.toFixed(2)} s for the whole page`;
}

const FACTOR = { "%": 100, h: 1 / 60 }; // from the unit of the summary to that shown

// Half of the last digit that is shown.
function halfDigit(text) {
  const [, fraction = "", power = "0"] = text.match(/^-?\d+(?:\.(\d+))?(?:e([-+]\d+))?$/);
  return 0.5 * 10 ** (Number(power) - fraction.length);
}

function checkNumber({ name, run, text }) {
  const q = summaries[run].get(name);
  const shown = text.replaceAll("\u00a0", " ").replace(/^> /, "");
  if (!q || q.value === null) return assert.equal(shown, "\u2013", `${name} of run ${run} is missing and shows as ${shown}`);
  if (q.unit === "yes/no") return assert.equal(shown, q.value ? "yes" : "no");
  const found = shown.match(/^(-?[\d.]+(?:e[-+]\d+)?)(?: \u00b1 ([\d.]+))?(?: ?([^\d\s.].*))?$/);
  assert.ok(found, `${name} of run ${run}: "${shown}" is no number`);
  const [, digits, bar, unit] = found;
  const factor = (q.unit === "1" && unit === "%") || (q.unit === "min" && unit === "h") ? FACTOR[unit] : 1;
  if (digits === "0" && bar === undefined) return assert.ok(Math.abs(q.value) < 1e-3, `${name} = ${q.value} shows as 0`);
  const least = Math.max(halfDigit(digits), 0.006 * Math.abs(factor * q.value) * (digits.length < 4 ? 1 : 0));
  assert.ok(Math.abs(Number(digits) - factor * q.value) <= 1.0001 * least, `${name} = ${q.value} ${q.unit} shows as ${shown}`);
  assert.equal(bar !== undefined, q.error !== undefined && q.error >= 1e-3 * Math.abs(q.value) && !text.startsWith(">"),
    `${name}: bar ${q.error} shows as ${shown}`);
  return undefined;
}

function triangles(page) {
  return page.evaluate(() => window.sijScene.shown.map((one) => one.cloudTriangles));
}

async function setRange(page, id, value) {
  await page.locator(id).evaluate((slider, to) => {
    slider.value = to;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }, String(value));
}

async function picture(page, part, name) {
  await page.waitForTimeout(200);
  const path = join(out, `${name}.png`);
  return part ? page.locator(part).screenshot({ path }) : page.screenshot({ path });
}

async function checkNumbers(page) {
  const numbers = await page.$$eval(".number", (all) => all.map((one) => ({ name: one.dataset.name,
    run: Number(one.dataset.run), text: one.textContent })));
  numbers.forEach(checkNumber);
  const seen = new Set(numbers.map((n) => `${n.run} ${n.name}`));
  summaries.forEach((summary, run) => summary.forEach((_, name) =>
    assert.ok(seen.has(`${run} ${name}`), `${name} of run ${run} is not on the page`)));
  return `${numbers.length} numbers`;
}

// What the injections of a run ask for in all, and what of it was not delivered [mL]: sums stand in sentences alone.
function sumsOf(summary) {
  let asked = 0, delivered = 0;
  summary.forEach((row, name) => {
    if (/^injection\..+\.asked$/.test(name)) asked += row.value;
    if (/^injection\..+\.delivered$/.test(name)) delivered += row.value;
  });
  return [asked, asked - delivered].map((sum) => `${Number(sum.toPrecision(3))} mL`);
}

// Figures in sentences are among those of the tables, which were held against the summaries, or sums of them.
async function checkAnswer(page) {
  const plain = (text) => text.replaceAll("\u00a0", " ");
  const shown = new Set(summaries.flatMap(sumsOf));
  (await page.$$eval(".number", (all) => all.map((one) => one.textContent))).forEach((text) => shown.add(plain(text)));
  const figures = plain(await page.textContent("#answer")).match(/(?:> )?\d[\d.]*(?: \u00b1 [\d.]+)? (?:%|h|min|mL|kPa|\u00b0)/g) || [];
  figures.forEach((figure) => assert.ok(shown.has(figure), `"${figure}" of the answer is no number of the tables`));
  return `${figures.length} figures`;
}

async function checkTime(page) {
  const opened = await page.inputValue("#time"), atFirst = await triangles(page);
  assert.ok(atFirst.every((n) => n > 100), `the page opens where a cloud is empty: ${atFirst}`);
  await setRange(page, "#time", 1);
  const early = await triangles(page);
  await picture(page, "#view", "early");
  await setRange(page, "#time", await page.getAttribute("#time", "max"));
  const last = await triangles(page);
  assert.notDeepEqual(early, atFirst);
  assert.notDeepEqual(early, last);
  await setRange(page, "#time", opened);
  assert.deepEqual(await triangles(page), atFirst);
  await setRange(page, "#level", 0.95);
  assert.notDeepEqual(await triangles(page), atFirst);
  await setRange(page, "#level", 0.5);
  return `triangles of the clouds: ${early} early, ${atFirst} when opened, ${last} at the end`;
}

async function checkCut(page) {
  const before = await picture(page, ".scene", "posterior");
  await page.click("#view-axial");
  assert.ok(await page.isChecked("#cut"));
  const axial = await picture(page, ".scene", "axial");
  await setRange(page, "#place", 0.3);
  const lower = await picture(page, ".scene", "lower");
  assert.ok(!before.equals(axial) && !axial.equals(lower));
  await page.click("#view-axial");
  await picture(page, "#view", "page-axial");
  for (const view of ["oblique", "ultrasound", "posterior"]) {
    await page.click(`#view-${view}`);
    await picture(page, "#view", `page-${view}`);
  }
  assert.ok(!(await page.isChecked("#cut")));
}

async function checkRegions(page) {
  const count = () => page.evaluate(() => window.sijScene.actors.length);
  const before = await count();
  await page.uncheck("#region-ilium");
  assert.equal(await count(), before - summaries.length);
  await page.check("#region-ilium");
  await page.uncheck("#needles");
  assert.ok((await count()) < before);
  await page.check("#needles");
}

const CONTROLS = ["button", "checkbox", "combobox", "slider", "searchbox", "link", "table", "image", "img", "application",
  "DisclosureTriangle", "region"];

// What a screen reader is told: the browser's own accessibility tree.
async function checkAccess(page) {
  const { nodes } = await page.tools.send("Accessibility.getFullAXTree");
  const told = nodes.filter((node) => !node.ignored && CONTROLS.includes(node.role?.value));
  const nameless = told.filter((node) => !node.name?.value?.trim()).map((node) => node.role.value);
  assert.deepEqual(nameless, [], "without a name");
  const roles = nodes.filter((node) => !node.ignored).map((node) => node.role?.value);
  for (const role of ["columnheader", "rowheader", "slider", "status", "heading", "navigation", "main"])
    assert.ok(roles.includes(role), `there is no ${role}`);
  assert.equal(await page.getAttribute("#answer", "aria-live"), "polite");
  for (const id of ["#time", "#level"]) assert.match(await page.getAttribute(id, "aria-valuetext"), /\d/);
  return `${told.length} controls, tables and pictures have names`;
}

// Tab reaches every control that is seen, in turn.
async function checkTabs(page) {
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  const wanted = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility()).map((one, i) => { one.dataset.tab = i; return i; }));
  const reached = new Set();
  for (let k = 0; k < wanted.length + 5; k++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => Number(document.activeElement.dataset.tab ?? -1)));
  }
  const missed = await page.evaluate((left) => left.map((i) => document.querySelector(`[data-tab="${i}"]`).outerHTML.slice(0, 120)),
    wanted.filter((i) => !reached.has(i)));
  assert.deepEqual(missed, [], "not reached by Tab");
  return `${wanted.length} controls`;
}

async function checkKeys(page) {
  const camera = () => page.evaluate(() => window.sijScene.stage.camera.getPosition().map(Math.round).join());
  const before = await camera();
  await page.focus(".scene");
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await camera(), before);
  const opened = await page.inputValue("#time");
  await page.focus("#time");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.inputValue("#time"), "1");
  assert.match(await page.textContent("#time-text"), /\d/);
  await setRange(page, "#time", opened);
  await page.click("#view-posterior");
}

async function checkPrint(page) {
  await page.emulateMedia({ media: "print" });
  for (const part of [".side", ".controls", "#all"]) assert.ok(!(await page.locator(part).first().isVisible()), `${part} is printed`);
  for (const part of ["#answer", ".scene canvas", "#table table", "#curves .chart", "#source dl"])
    assert.ok(await page.locator(part).first().isVisible(), `${part} is not printed`);
  const ground = await page.evaluate(() => window.sijScene.stage.renderers.map((one) => one.getBackground().slice(0, 3).join()));
  assert.deepEqual([...new Set(ground)], ["1,1,1"], "the 3-D view is not printed on white");
  const paper = await page.pdf({ format: "A4", path: join(out, "print.pdf") });
  await page.emulateMedia({ media: null });
  return `${Math.round(paper.length / 1000)} kB of PDF`;
}

// A run without injection: it moves, its ligaments stretch, and nothing is said of block or relief.
async function checkMotion(page) {
  const words = await page.evaluate(() => document.querySelector("#answer").innerText + document.querySelector("#view").innerText +
    document.querySelector("#table").innerText + document.querySelector("#curves").innerText);
  for (const word of ["relie", "block of", "Blocked share"]) assert.ok(!words.includes(word), `"${word}" is said of a run without injection`);
  assert.ok(words.includes("utat") && words.includes("largest tension"));
  assert.equal(await page.locator("#level").count(), 0);
  await picture(page, "#view", "page-motion");
  const still = await picture(page, ".scene", "motion");
  await setRange(page, "#enlarged", 0);
  const unmoved = await picture(page, ".scene", "motion-0");
  await page.uncheck("#strain");
  const plain = await picture(page, ".scene", "motion-plain");
  assert.ok(!still.equals(unmoved) && !unmoved.equals(plain));
  assert.ok((await page.locator("#kind option").allTextContents()).includes("Strain of ligaments"));
}

// Of a page that was damaged on its way the part concerned says so, and the others stand.
async function checkDamage() {
  const text = readFileSync(file, "utf8"), path = `${file}.damaged.html`;
  const at = text.indexOf('"zlib":"', text.indexOf('"points":{"count"')) + 500;
  writeFileSync(path, text.slice(0, at) + "A".repeat(40) + text.slice(at + 40));
  const page = await open(browser, {}, path);
  const said = await page.locator("[role=alert]").allTextContents();
  assert.equal(said.length, 1);
  assert.match(said[0], /^This part of the page cannot be drawn: its data are damaged\. /);
  assert.ok((await page.locator("#table td").count()) > 20 && (await page.locator("#curves .chart").count()) > 0);
  await page.close();
  return said[0];
}

async function checkThinned(page) {
  assert.match(await page.textContent("#thinned"), /stays small.*one output in \d+.*Numbers and curves are whole/);
  assert.ok((await triangles(page)).every((n) => n > 10), "clouds are gone");
  await picture(page, ".scene", "thinned");
}

async function checkCurves(page) {
  const charts = () => page.locator("#curves .chart canvas").count();
  const all = await charts();
  assert.ok(all > 3);
  const kinds = await page.locator("#kind option").count();
  for (let k = kinds - 1; k >= 0; k--) {
    await page.selectOption("#kind", { index: k });
    assert.ok((await charts()) >= 0);
  }
  assert.equal(await charts(), all);
  for (const label of ["logarithmic time", "logarithmic values"]) await page.getByLabel(label).click();
  await page.locator("#curves .chart .u-over").first().hover();
  const read = await page.locator("#curves .readout").first().textContent();
  assert.match(read, /(min|s|h): .*%/);
  for (const label of ["logarithmic time", "logarithmic values"]) await page.getByLabel(label).click();
  return `${all} charts, ${kinds} kinds; hovering reads "${read}"`;
}

async function checkSize(browser, options, name) {
  const page = await open(browser, options);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= options.viewport.width, `${width} pixels wide`);
  await picture(page, null, `page-${name}`);
  assert.deepEqual(page.faults, []);
  await page.close();
  return `${page.busy.toFixed(2)} s of the main thread`;
}

async function useShortly(page) {
  await step("time and level move the clouds", () => checkTime(page));
  await step("tissues and needles are switched", () => checkRegions(page));
  await step("keys turn it and move the time", () => checkKeys(page));
  await step("a screen reader is told every name", () => checkAccess(page));
  await step("a damaged page says so", checkDamage);
}

async function use(page) {
  await useShortly(page);
  await step("Tab reaches every control", () => checkTabs(page));
  await step("the plane cuts", () => checkCut(page));
  await step("curves", () => checkCurves(page));
  for (const part of ["#table", "#curves", "#dose"]) await picture(page, part, `page-${part.slice(1)}`);
  await step("prints", () => checkPrint(page));
  await step("1280 pixels", () => checkSize(browser, { viewport: { width: 1280, height: 900 } }, "wide"));
  await step("390 pixels", () => checkSize(browser, { viewport: { width: 390, height: 844 } }, "narrow"));
  await step("dark", () => checkSize(browser, { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }, "dark"));
}

const MORE = { numbers: () => {}, short: useShortly, all: use,
  thinned: (page) => step("says what is thinned, and still shows it", () => checkThinned(page)),
  motion: (page) => step("moves, and claims no relief", () => checkMotion(page)) };

const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  const page = await open(browser, { viewport: { width: 1280, height: 900 } });
  await step("opens", () => checkOpening(page));
  await step("every number is that of summary.json", () => checkNumbers(page));
  await step("the answer has no figure of its own", () => checkAnswer(page));
  await MORE[WHAT](page);
  await step("nothing but the file is asked for, no error", () => {
    assert.deepEqual(page.asked, [pathToFileURL(file).href]);
    assert.deepEqual(page.faults, []);
  });
  console.log(`${passed} passed, 0 failed`);
} finally {
  await browser.close();
}
