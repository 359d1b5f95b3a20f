import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";

/** Remembers which modules the user has said yes to, by path and content. */
export interface TrustStore {
  /** Whether this path, with the content that it has now, has been said yes to. */
  isTrusted(path: string): Promise<boolean>;
  /** Says yes to the content that the file has now, in place of any earlier one. */
  trust(path: string): Promise<TrustedModule>;
  list(): Promise<readonly TrustedModule[]>;
  /** Takes the yes back; false when there was none. */
  revoke(path: string): Promise<boolean>;
}

export interface TrustedModule {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
}

const TrustFile = z.strictObject({
  version: z.literal(1),
  trusted: z.array(z.strictObject({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/**
 * Creates the store that keeps its list in `file`, which need not exist yet.
 *
 * Path and content count together, since a module's own imports are looked up beside it: the same bytes in another
 * folder may do something else. The files that it imports are not looked at.
 * Every method @throws AssayError `invalid-file` for a damaged list, `model-missing` for a module that is not there,
 * `storage-failed` when the list cannot be written
 */
export function createTrustStore({ file }: { readonly file: string }): TrustStore {
  async function list(): Promise<readonly TrustedModule[]> {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw failed("read", file, error);
    });
    return text === undefined ? [] : parseTrustFile(text, file);
  }

  async function save(trusted: readonly TrustedModule[]): Promise<void> {
    const staged = `${file}.${randomUUID()}`;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(staged, `${JSON.stringify({ version: 1, trusted }, undefined, 2)}\n`, { mode: OWNER_ONLY.file });
      await rename(staged, file);
    } catch (error) {
      await rm(staged, { force: true });
      throw failed("write", file, error);
    }
  }

  return {
    list,
    async isTrusted(path) {
      const [current, trusted] = await Promise.all([readModule(path), list()]);
      return trusted.some((entry) => entry.path === current.path && entry.sha256 === current.sha256);
    },
    async trust(path) {
      const { path: real, sha256 } = await readModule(path);
      const others = (await list()).filter((entry) => entry.path !== real);
      await save([...others, { path: real, sha256 }]);
      return { path: real, sha256 };
    },
    async revoke(path) {
      const real = await realpath(path).catch(() => path);
      const trusted = await list();
      const others = trusted.filter((entry) => entry.path !== real && entry.path !== path);
      if (others.length === trusted.length) return false;
      await save(others);
      return true;
    },
  };
}

/** Reads a module as it is now. @throws AssayError `model-missing` */
export async function readModule(path: string): Promise<TrustedModule> {
  try {
    const real = await realpath(path);
    return { path: real, sha256: digest(await readFile(real)) };
  } catch (error) {
    throw new AssayError({
      code: "model-missing",
      message: `The adapter ${path} could not be read (${explainSystemError(error)}).`,
      hint: "Check the path of the adapter's module.",
      cause: error,
    });
  }
}

export function digest(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function parseTrustFile(text: string, file: string): readonly TrustedModule[] {
  try {
    return TrustFile.parse(JSON.parse(text)).trusted;
  } catch (error) {
    throw new AssayError({
      code: "invalid-file",
      message: `The list of trusted adapters in ${file} is damaged: it is not what Assay wrote.`,
      hint: "Remove the file, then trust your adapters again.",
      cause: error,
    });
  }
}

function failed(what: "read" | "write", file: string, cause: unknown): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `Cannot ${what} the list of trusted adapters in ${file} (${explainSystemError(cause)}).`,
    hint: "Check the permissions of the file and its folder.",
    cause,
  });
}
