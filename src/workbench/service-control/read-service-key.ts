import { AssayError } from "../../core/errors.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import type { Workspace } from "../workspace.ts";
import { listensOnlyHere } from "./open-to-others.ts";
import type { ServiceSettings } from "./service-settings.ts";

/**
 * Reads the key that clients must send: from the key file, else from the environment. Absent when there is none.
 *
 * @param restartedWithKey a restart that had a key and finds none now is refused: it would open what was closed
 * @throws AssayError `invalid-input` when the service would listen beyond this machine without a key and nobody said
 *   that this is meant, or when the key file holds none
 */
export async function readServiceKey(
  settings: ServiceSettings,
  { env }: Pick<Workspace, "env">,
  restartedWithKey = false,
): Promise<string | undefined> {
  const { serviceHost, serviceKeyFile, serviceKeyVariable, serviceKeyRequired } = settings;
  const key = serviceKeyFile === undefined ? env[serviceKeyVariable]?.trim() : await readKeyFile(serviceKeyFile);
  if (key) return checked(key, serviceKeyFile ?? serviceKeyVariable);
  if (!serviceKeyRequired) return undefined;
  if (serviceHost !== undefined && !listensOnlyHere(serviceHost)) {
    throw new AssayError({
      code: "invalid-input",
      message: `A service on ${serviceHost}, which others can reach, must have a key; there is none.`,
      hint: `Set ${serviceKeyVariable}, or name a file that holds the key, or let everyone in on purpose.`,
      remedies: ["name-key-file", "allow-everyone"],
    });
  }
  if (restartedWithKey) {
    throw new AssayError({
      code: "invalid-input",
      message: `The service was started with a key, and ${serviceKeyVariable} is not set here.`,
      hint: `Set ${serviceKeyVariable} again, or name a file that holds the key, or let everyone in on purpose.`,
      remedies: ["name-key-file", "allow-everyone"],
    });
  }
  return undefined;
}

async function readKeyFile(path: string): Promise<string> {
  const key = (await readTextFile(path))?.split(/\r?\n/, 1)[0]?.trim();
  if (key) return key;
  throw new AssayError({
    code: "invalid-input",
    message: `The key file ${path} ${key === undefined ? "is not there" : "is empty"}.`,
    hint: "Write the key into its first line, and let only yourself read it.",
  });
}

/** A key travels in a header: what no header can carry could never be sent. */
function checked(key: string, where: string): string {
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new AssayError({
    code: "invalid-input",
    message: `The key of ${where} must be printable ASCII without blanks.`,
    hint: "Choose another key, such as 32 random letters and digits.",
  });
}
