import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { createTrustStore, digest, readModule, type TrustedModule } from "./trust.ts";

/**
 * Imports a user's module once the user has said yes to it.
 *
 * The digest is taken from the very bytes that Node compiles, so a file that changes between the check and the
 * import is refused. What remains outside: the files and packages that the module imports, and whatever it reads
 * while it runs. Trusting a module means trusting these.
 * @throws AssayError `adapter-untrusted`, `adapter-failed` when the module cannot be compiled or throws while it is
 */
export async function importTrusted(path: string, trustFile: string | undefined): Promise<Record<string, unknown>> {
  const module = await requireTrusted(path, trustFile);
  const url = pathToFileURL(module.path);
  // Another content is another module: without it, a changed file would give what was imported before.
  url.searchParams.set("sha256", module.sha256);
  const hooks = registerHooks({
    load(requested, context, nextLoad) {
      const loaded = nextLoad(requested, context);
      if (requested === url.href) requireSameBytes(loaded.source, module, path);
      return loaded;
    },
  });
  try {
    return (await import(url.href)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError({
      code: "adapter-failed",
      message: endSentence(
        `The adapter ${path} could not be imported: ${error instanceof Error ? error.message : error}`,
      ),
      hint: "Run it with Node alone to see where it fails.",
      cause: error,
    });
  } finally {
    hooks.deregister();
  }
}

/** Reads a user's module, and runs none of it. @throws AssayError `adapter-untrusted`, `model-missing` */
export async function requireTrusted(path: string, trustFile: string | undefined): Promise<TrustedModule> {
  const module = await readModule(path);
  const trusted = trustFile === undefined ? [] : await createTrustStore({ file: trustFile }).list();
  // Not `isTrusted`, which reads the file once more: what was read above is what must be trusted.
  if (trusted.some((entry) => entry.path === module.path && entry.sha256 === module.sha256)) return module;
  throw untrusted(path);
}

function requireSameBytes(source: unknown, module: TrustedModule, path: string): void {
  const bytes = source instanceof ArrayBuffer ? new Uint8Array(source) : source;
  if (!(typeof bytes === "string" || bytes instanceof Uint8Array) || digest(bytes) !== module.sha256)
    throw untrusted(path);
}

function untrusted(path: string): AssayError {
  return new AssayError({
    code: "adapter-untrusted",
    message: `The adapter ${path} is new or has changed, and runs only once you trust it.`,
    hint: `Read it, then type \`assay trust ${/\s/.test(path) ? `"${path}"` : path}\`.`,
  });
}
