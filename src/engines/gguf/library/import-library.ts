import { AssayError } from "../../../core/errors.ts";

export type Library = typeof import("node-llama-cpp");

export type ImportLibrary = () => Promise<Library>;

/** Command that brings the library; shown wherever it is missing. */
export const installHint =
  "Run `npm install node-llama-cpp`; `assay doctor` prints the command for this system and its graphics card.";

/** Loads the library only now, since importing it takes 0.3 s that most commands need not pay. */
export const importNodeLlamaCpp: ImportLibrary = () => import("node-llama-cpp");

/** @throws AssayError `engine-missing` when the library is not installed or does not start */
export async function requireLibrary(importLibrary: ImportLibrary): Promise<Library> {
  try {
    return await importLibrary();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError({
      code: "engine-missing",
      message: `Cannot run GGUF files as the package node-llama-cpp must be installed: ${firstLine(reason)}`,
      hint: installHint,
      cause,
    });
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
