import { readFileSync } from "node:fs";
import type { BuildOptions, Plugin } from "esbuild";

/** Pages check what comes and describe no schema to anybody: zod's writers of JSON schemas, a fifth of it, are left out. */
const withoutJsonSchemas: Plugin = {
  name: "without-json-schemas",
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/ }, ({ path }) => {
      const names = readFileSync(path, "utf8").matchAll(/^export (?:const|function) (\w+)/gm);
      return { contents: [...names].map(([, name]) => `export const ${name} = () => () => undefined;`).join("\n") };
    });
  },
};

/** How the scripts and the style sheet of the pages are bundled. */
export const PAGE_BUILD = {
  entryPoints: { main: "web/main.tsx", "model-worker": "web/page-models/worker.ts", styles: "web/styles.css" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "browser",
  target: "es2024",
  chunkNames: "chunks/[name]-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  plugins: [withoutJsonSchemas],
  logLevel: "warning",
} satisfies BuildOptions;
