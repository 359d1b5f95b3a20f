// Writes the JSON Schemas of the files that users write, from the schemas that check them, into schemas/.
import { mkdirSync, writeFileSync } from "node:fs";
import { createFileSchemas } from "../src/workbench/project/create-file-schemas.ts";

mkdirSync("schemas", { recursive: true });
for (const [name, schema] of Object.entries(createFileSchemas()))
  writeFileSync(`schemas/${name}.schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`);
