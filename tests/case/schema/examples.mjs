// SPDX-License-Identifier: GPL-3.0-or-later
// Holds every default and every example of a schema against the key that it stands at, and prints which do not fit, and
// how many there are.
//
// usage: examples.mjs MODULES SCHEMA
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const [modules, path] = process.argv.slice(2);
const Ajv = createRequire(join(modules, "package.json"))("ajv").default;
const schema = JSON.parse(readFileSync(path, "utf8"));
const ajv = new Ajv({strict: false});
let count = 0;

ajv.addSchema(schema, "case");

// A key may be called default: that of a key stands beside its description.
function shown(key) {
  const preset = typeof key.description === "string" && "default" in key ? [key.default] : [];
  return [...preset, ...(Array.isArray(key.examples) ? key.examples : [])];
}

function check(key, place) {
  if (key === null || typeof key !== "object") return;
  for (const value of shown(key)) {
    count++;
    const validate = ajv.getSchema(`case#${place}`);
    if (!validate(value)) console.log(`${place}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`);
  }
  for (const [name, below] of Object.entries(key)) check(below, `${place}/${name}`);
}

check(schema, "");
console.log(count);
