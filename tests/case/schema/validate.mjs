// SPDX-License-Identifier: GPL-3.0-or-later
// Holds files against a JSON Schema by ajv, as editors do, and prints what it finds as JSON: {file: [[path, sentence]...]}.
// A path is that of `sij check`: injections.0.volume.
//
// usage: validate.mjs MODULES SCHEMA FILE...   (MODULES: the folder that holds node_modules)
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const [modules, schema, ...files] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const Ajv = require("ajv").default;
const YAML = require("yaml");

const ajv = new Ajv({allErrors: true, strictTypes: false, strictTuples: false});
ajv.addVocabulary(["patternErrorMessage"]);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));

// Of an unknown key and a bad name the place is the key itself.
function place(error) {
  const last = error.params.additionalProperty ?? (error.propertyName ?? error.params.propertyName);
  const words = error.instancePath.split("/").slice(1).map((word) => word.replaceAll("~1", "/").replaceAll("~0", "~"));
  return [...words, ...(last === undefined ? [] : [last])].join(".");
}

function faults(file) {
  let value;
  try {
    value = YAML.parse(new TextDecoder("utf-8", {fatal: true}).decode(readFileSync(file)), {logLevel: "error"});
  } catch (fault) {
    return [["", `is not YAML: ${fault.message.split("\n")[0]}`]];
  }
  if (validate(value)) return [];
  // That a branch does not match is told by the faults in it.
  return validate.errors.filter((error) => error.keyword !== "if").map((error) => [place(error), error.message]);
}

console.log(JSON.stringify(Object.fromEntries(files.map((file) => [file, faults(file)]))));
