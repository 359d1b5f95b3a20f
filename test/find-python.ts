import { spawnSync } from "node:child_process";

/** A Python with the modules that are asked for: the one that ASSAY_TEST_PYTHON names, else python3. The reason where there is none. */
export function findPython(
  modules: readonly string[],
  install = "pip install foundry-local-sdk==0.5.1 openai",
): { readonly path: string } | { readonly skip: string } {
  const path = process.env.ASSAY_TEST_PYTHON ?? "python3";
  const found = spawnSync(path, ["-c", modules.map((name) => `import ${name}`).join("; ")], { encoding: "utf8" });
  if (found.error !== undefined) return { skip: `no Python: ${path} does not run` };
  if (found.status === 0) return { path };
  return {
    skip: `${path} lacks a module: ${install}, and name that Python in ASSAY_TEST_PYTHON`,
  };
}
