import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const bundle = fileURLToPath(new URL("../../node_modules/node-llama-cpp/llama/gitRelease.bundle", import.meta.url));

/** Chat templates of real models by name, or why there are none. */
export type RealTemplates = { readonly templates: ReadonlyMap<string, string> } | { readonly because: string };

/**
 * Reads the templates that come with llama.cpp's sources, which lie inside of the engine's package as a git bundle. They
 * are taken out once, into the system's folder for temporary files.
 */
export function readRealTemplates(): RealTemplates {
  if (!existsSync(bundle)) return { because: "node-llama-cpp is not installed with llama.cpp's sources" };
  const folder = path.join(tmpdir(), `assay-chat-templates-${statSync(bundle).size}`);
  try {
    if (!existsSync(folder)) takeOut(folder);
  } catch (error) {
    return { because: `git cannot read llama.cpp's sources: ${String(error)}` };
  }
  const names = readdirSync(folder).filter((name) => name.endsWith(".jinja"));
  return {
    templates: new Map(
      names.map((name) => [path.basename(name, ".jinja"), readFileSync(path.join(folder, name), "utf8")]),
    ),
  };
}

function takeOut(folder: string): void {
  const work = mkdtempSync(path.join(tmpdir(), "assay-llama-"));
  try {
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: work, stdio: "pipe" });
    git("clone", "--quiet", "--no-checkout", bundle, "sources");
    git("-C", "sources", "-c", "core.autocrlf=false", "checkout", "--quiet", "HEAD", "--", "models/templates");
    renameSync(path.join(work, "sources", "models", "templates"), folder);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
