import { AssayError } from "../core/errors.ts";

/** Stands for the newest run wherever an id is asked for. */
export const LATEST = "latest";

// Windows gives these names to devices, with any extension.
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const NAME_LENGTH = 40;

/**
 * Makes the id of a run from its start (UTC) and a name, such as `2026-11-21T11-43-55-notes`: ids sort by time, and
 * are valid names of folders on every system. Letters and digits outside ASCII are left out of the name.
 *
 * @param createdAt ISO 8601
 * @throws AssayError `invalid-input` when `createdAt` is no time
 */
export function createRunId(createdAt: string, name = ""): string {
  const time = new Date(createdAt);
  if (Number.isNaN(time.getTime()))
    throw new AssayError({
      code: "invalid-input",
      message: `The start of a run must be an ISO 8601 time, not ${JSON.stringify(createdAt)}`,
    });
  const stamp = time.toISOString().slice(0, 19).replaceAll(":", "-");
  const words =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? [];
  return [stamp, ...words]
    .join("-")
    .slice(0, stamp.length + 1 + NAME_LENGTH)
    .replace(/-$/, "");
}

/** Tells whether a text can be the id of a run: a plain name of a folder on every system, and not `latest`. */
export function isRunId(text: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text) &&
    !text.endsWith(".") &&
    !DEVICE_NAME.test(text) &&
    text.toLowerCase() !== LATEST
  );
}
