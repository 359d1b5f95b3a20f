import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { fileErrorCode } from "../system/file-error-code.ts";

/** Where the hub is and who asks it. Source of all names: the environment variables of `huggingface_hub`. */
export interface HubSettings {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** A secret: sent to the endpoint alone. */
  readonly token?: string | undefined;
  /** `HF_HUB_OFFLINE`: nothing may be asked. */
  readonly isOffline: boolean;
}

export const DEFAULT_ENDPOINT = "https://huggingface.co";

/**
 * Reads `HF_ENDPOINT`, `HF_HUB_OFFLINE`, and the token from `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, the file that
 * `HF_TOKEN_PATH` names, or `token` in `HF_HOME`; the file is passed over with `HF_HUB_DISABLE_IMPLICIT_TOKEN`.
 *
 * @throws AssayError `invalid-input` when the endpoint is no address or the token none, `storage-failed`
 */
export function readHubSettings(env: EnvironmentVariables): HubSettings {
  return {
    endpoint: readEndpoint(env.HF_ENDPOINT),
    token: readToken(env),
    isOffline: isOn(env.HF_HUB_OFFLINE) || isOn(env.TRANSFORMERS_OFFLINE),
  };
}

/** The hub's home folder: `HF_HOME`, or `huggingface` in `XDG_CACHE_HOME` or ~/.cache. */
export function readHubHome(env: EnvironmentVariables): string {
  return expand(env.HF_HOME) ?? join(expand(env.XDG_CACHE_HOME) ?? join(homedir(), ".cache"), "huggingface");
}

/** A path from the environment, absolute; absent when it is not set. */
export function expand(path: string | undefined): string | undefined {
  if (path === undefined || path.trim() === "") return undefined;
  return resolve(path.replace(/^~(?=$|[\\/])/, homedir()));
}

function readEndpoint(written: string | undefined): string {
  const endpoint = (written?.trim() || DEFAULT_ENDPOINT).replace(/\/+$/, "");
  if (URL.canParse(endpoint)) {
    const { protocol, username, password, search, hash } = new URL(endpoint);
    if (/^https?:$/.test(protocol) && username + password + search + hash === "") return endpoint;
  }
  throw new AssayError({
    code: "invalid-input",
    message: "HF_ENDPOINT must be an http or https address without user name, query and fragment.",
    hint: `Unset it to use ${DEFAULT_ENDPOINT}; a token belongs in HF_TOKEN.`,
  });
}

function readToken(env: EnvironmentVariables): string | undefined {
  const written = env.HF_TOKEN?.trim() || env.HUGGING_FACE_HUB_TOKEN?.trim();
  if (written) return checkToken(written);
  if (isOn(env.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return undefined;
  const file = expand(env.HF_TOKEN_PATH) ?? join(readHubHome(env), "token");
  try {
    return checkToken(readFileSync(file, "utf8").trim()) || undefined;
  } catch (thrown) {
    if (["ENOENT", "ENOTDIR"].includes(fileErrorCode(thrown) ?? "")) return undefined;
    if (thrown instanceof AssayError) throw thrown;
    throw new AssayError({
      code: "storage-failed",
      message: `The hub's token in ${file} could not be read (${explainSystemError(thrown)}).`,
      hint: "Make it readable, remove it, or set HF_TOKEN.",
      cause: thrown,
    });
  }
}

/** A token becomes a header, where a line break would begin another one. The value is in no error. */
function checkToken(token: string): string {
  if (/^[\x21-\x7e]*$/.test(token)) return token;
  throw new AssayError({
    code: "invalid-input",
    message: "The hub's token must be one word of plain characters; it has others.",
    hint: "Correct HF_TOKEN or the token file.",
  });
}

function isOn(value: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(value?.trim() ?? "");
}
