import * as fs from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { AssayError } from "../core/errors.ts";
import { checkJson } from "../json/check-json.ts";
import { readJsonFile } from "../json/read-json-file.ts";
import type { Locations } from "../system/locations.ts";
import { OWNER_ONLY } from "../system/owner-only.ts";
import { toWriteError } from "../system/write-error.ts";
import { writeFileAtomic } from "../system/write-file-atomic.ts";

/** A key that may go to a host. */
export interface AllowedKey {
  /** The environment variable that holds it. */
  readonly variable: string;
  /** With the port where it is not the scheme's own. */
  readonly host: string;
}

/** Where the list lies. */
interface KeyPlaces {
  readonly locations: Locations;
}

const allowedKeysSchema = z.strictObject({
  version: z.literal(1),
  allowed: z.array(z.strictObject({ variable: z.string(), host: z.string() })),
});

/** Lists the keys that the user has let go, and where to. @throws AssayError `invalid-file`, `storage-failed` */
export async function listAllowedKeys({ locations }: KeyPlaces): Promise<readonly AllowedKey[]> {
  const document = await readJsonFile(join(locations.state, "allowed-keys.json"));
  return document === undefined ? [] : checkJson(document, allowedKeysSchema).allowed;
}

/** Lets a key go to a host. @throws AssayError `invalid-input` for what is no variable or no host, `storage-failed` */
export async function allowKey(variable: string, host: string, places: KeyPlaces): Promise<AllowedKey> {
  const allowed = { variable: requireVariable(variable), host: toHost(host) };
  const others = (await listAllowedKeys(places)).filter((one) => !isSame(one, allowed));
  await save([...others, allowed], places);
  return allowed;
}

/** Takes a yes back. @throws AssayError `invalid-input` when there was none */
export async function revokeKey(variable: string, host: string, places: KeyPlaces): Promise<AllowedKey> {
  const revoked = { variable, host: toHost(host) };
  const before = await listAllowedKeys(places);
  const others = before.filter((one) => !isSame(one, revoked));
  if (others.length === before.length)
    throw new AssayError({
      code: "invalid-input",
      message: `${variable} is not allowed for ${revoked.host}.`,
      hint: "`assay trust list` shows which are.",
    });
  await save(others, places);
  return revoked;
}

async function save(allowed: readonly AllowedKey[], { locations }: KeyPlaces): Promise<void> {
  const file = join(locations.state, "allowed-keys.json");
  try {
    await fs.mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(fs, file, `${JSON.stringify({ version: 1, allowed }, undefined, 2)}\n`, OWNER_ONLY.file);
  } catch (error) {
    throw toWriteError(file, error);
  }
}

function isSame(a: AllowedKey, b: AllowedKey): boolean {
  return a.variable === b.variable && a.host === b.host;
}

function requireVariable(variable: string): string {
  if (/^[A-Za-z_]\w*$/.test(variable)) return variable;
  throw new AssayError({
    code: "invalid-input",
    message: "The name of the key's environment variable is missing: it stands first.",
    hint: `Type it as \`assay trust key OPENAI_API_KEY api.openai.com\`.`,
  });
}

/** The host of an address, or a host as it was typed. */
function toHost(written: string): string {
  const url = URL.parse(/^https?:\/\//i.test(written) ? written : `https://${written}`);
  if (url !== null && url.host !== "" && url.username + url.password === "") return url.host;
  throw new AssayError({
    code: "invalid-input",
    message: `The host must be a name or address, with its port where it has one, not ${JSON.stringify(written)}`,
    hint: `Type it as \`assay trust key OPENAI_API_KEY api.openai.com\`.`,
  });
}
