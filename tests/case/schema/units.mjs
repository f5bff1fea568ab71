// SPDX-License-Identifier: GPL-3.0-or-later
// Whether texts match definitions of the schema of cases: for every line "definition TAB text" of standard input, 1 or 0.
//
// usage: units.mjs MODULES SCHEMA
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const [modules, schema] = process.argv.slice(2);
const Ajv = createRequire(join(modules, "package.json"))("ajv").default;
const ajv = new Ajv({strictTypes: false, strictTuples: false});
ajv.addVocabulary(["patternErrorMessage"]);
ajv.addSchema(JSON.parse(readFileSync(schema, "utf8")), "case");

for (const line of readFileSync(0, "utf8").split("\n").filter((one) => one)) {
  const [definition, text] = line.split("\t");
  console.log(ajv.getSchema(`case#/definitions/${definition}`)(text) ? 1 : 0);
}
