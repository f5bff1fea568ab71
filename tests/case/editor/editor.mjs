// SPDX-License-Identifier: GPL-3.0-or-later
// Asks yaml-language-server, as an editor does, about a case whose first line names the schema: what is wrong with it, what may
// stand at a place, and what it says of a key.
//
// usage: editor.mjs MODULES FOLDER   (MODULES: the folder that holds node_modules; FOLDER: holds case.schema.json)
import {spawn} from "node:child_process";
import {writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [modules, folder] = process.argv.slice(2).map((path) => resolve(path));
const rpc = createRequire(join(modules, "package.json"))("vscode-jsonrpc/node");

const CASE = `# yaml-language-server: $schema=case.schema.json
include: [baseline]
injections:
  - name: joint
    site: intra_articular.inferior
    volume: 1.5
    rate: 3 mL
    contents: {lidocaine: 2 kPa}
    
time: {duration: 24 h}
colour: blue
mechanics:
  strain: 
`;

// Lines are counted from 0.
const WRONG = [[5, "Incorrect type"], [6, "Wanted is a flow, for example 3 mL/min"], [7, "Wanted is a concentration"],
               [10, "colour is not allowed"]];
const COMPLETED = [[8, 4, ["tip", "pressure_limit", "needle"]], [12, 10, ["none", "linear", "small", "finite"]]];
const TOLD = [[5, 6, "injected. Wanted: a volume, for example 1.5 mL; positive and at most 100 mL"]];

function need(holds, sentence) {
  if (holds) return;
  console.error(sentence);
  process.exit(1);
}

const program = join(modules, "node_modules/yaml-language-server/bin/yaml-language-server");
const server = spawn(process.execPath, [program, "--stdio"], {stdio: ["pipe", "pipe", "inherit"]});
const line = rpc.createMessageConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
const file = join(folder, "case.yaml"), uri = pathToFileURL(file).href;
const found = new Promise((done) => line.onNotification("textDocument/publishDiagnostics",
                                                        (sent) => sent.diagnostics.length && done(sent.diagnostics)));

line.onRequest("workspace/configuration", ({items}) =>
  items.map(({section}) => (section === "yaml" ? {validate: true, hover: true, completion: true} : null)));
line.onRequest(() => null);
line.listen();
await line.sendRequest("initialize", {processId: process.pid, rootUri: pathToFileURL(folder).href,
                                      capabilities: {workspace: {configuration: true}}});
await line.sendNotification("initialized", {});
writeFileSync(file, CASE);
await line.sendNotification("textDocument/didOpen", {textDocument: {uri, languageId: "yaml", version: 1, text: CASE}});

const wrong = await found;
for (const [at, words] of WRONG)
  need(wrong.some((one) => one.range.start.line === at && one.message.includes(words)),
       `line ${at}: no "${words}" in ${JSON.stringify(wrong.map((one) => [one.range.start.line, one.message]))}`);

const ask = (method, at, character) => line.sendRequest(`textDocument/${method}`, {textDocument: {uri}, position: {line: at, character}});
for (const [at, character, words] of COMPLETED) {
  const {items} = await ask("completion", at, character), offered = items.map((item) => item.label);
  need(words.every((word) => offered.includes(word)), `line ${at}: ${words} are not all offered: ${offered}`);
}
for (const [at, character, words] of TOLD) {
  const {contents} = await ask("hover", at, character);
  need(contents.value.includes(words), `line ${at}: ${contents.value}`);
}
console.log(`${WRONG.length} faults are marked, ${COMPLETED.length} places completed, ${TOLD.length} key explained`);
line.dispose();
server.kill();
