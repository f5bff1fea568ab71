// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a page of `sij report` in a headless browser, holds every number it shows against the summaries, uses it as a
// person would, and takes pictures.
//
// usage: node browser.mjs MODULES BROWSER PAGE OUT SUMMARY...   (OUT -: read the numbers, nothing else)
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const NUMBERS_ONLY = process.argv[5] === "-";
const [modules, executablePath, file, out, ...paths] = process.argv.slice(2).map((word) => resolve(word));
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

async function open(browser, options) {
  const page = await browser.newPage(options);
  page.faults = [];
  page.asked = [];
  page.on("pageerror", (fault) => page.faults.push(fault.message));
  page.on("console", (line) => { if (line.type() === "error") page.faults.push(line.text()); });
  page.on("request", (request) => { if (!/^(data|blob):/.test(request.url())) page.asked.push(request.url()); });
  const began = Date.now();
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "yes", null, { timeout: 120000 });
  page.took = Date.now() - began;
  return page;
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

async function checkTime(page) {
  const atFirst = await triangles(page);
  assert.ok(atFirst.every((n) => n > 100), `the page opens where a cloud is empty: ${atFirst}`);
  await setRange(page, "#time", await page.getAttribute("#time", "max"));
  const last = await triangles(page);
  await setRange(page, "#time", 1);
  const early = await triangles(page);
  assert.notDeepEqual(early, last);
  const first = await picture(page, "#view", "early");
  await setRange(page, "#time", await page.getAttribute("#time", "max"));
  assert.deepEqual(await triangles(page), last);
  assert.ok(last.some((n) => n > 100) && first.length > 10000);
  await setRange(page, "#level", 0.95);
  assert.notDeepEqual(await triangles(page), last);
  await setRange(page, "#level", 0.5);
  return `triangles of the clouds: ${early} early, ${last} at the end`;
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

async function checkKeys(page) {
  const camera = () => page.evaluate(() => window.sijScene.stage.camera.getPosition().map(Math.round).join());
  const before = await camera();
  await page.focus(".scene");
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await camera(), before);
  const nameless = await page.$$eval("input, select, button", (all) => all.filter((one) =>
    !one.labels?.length && !one.getAttribute("aria-label") && !one.textContent.trim()).map((one) => one.outerHTML));
  assert.deepEqual(nameless, []);
  await page.click("#view-posterior");
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
  return `ready after ${page.took} ms`;
}

async function use(page) {
  await step("time and level move the clouds", () => checkTime(page));
  await step("the plane cuts", () => checkCut(page));
  await step("tissues and needles are switched", () => checkRegions(page));
  await step("keys turn it, and every control has a name", () => checkKeys(page));
  await step("curves", () => checkCurves(page));
  for (const part of ["#table", "#curves", "#dose"]) await picture(page, part, `page-${part.slice(1)}`);
  await step("nothing but the file is asked for, no error", () => {
    assert.deepEqual(page.asked, [pathToFileURL(file).href]);
    assert.deepEqual(page.faults, []);
  });
  await step("1280 pixels", () => checkSize(browser, { viewport: { width: 1280, height: 900 } }, "wide"));
  await step("390 pixels", () => checkSize(browser, { viewport: { width: 390, height: 844 } }, "narrow"));
  await step("dark", () => checkSize(browser, { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }, "dark"));
}

const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  const page = await open(browser, { viewport: { width: 1280, height: 900 } });
  await step("opens", () => `ready after ${page.took} ms`);
  await step("every number is that of summary.json", () => checkNumbers(page));
  if (!NUMBERS_ONLY) await use(page);
  console.log(`${passed} passed, 0 failed`);
} finally {
  await browser.close();
}
