import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Name of this package. */
const PACKAGE = "assay";
/** npm's own starters of a program on Windows have a few hundred bytes; a real program is no text. */
const MOST_STARTER_BYTES = 16 * 1024;

/** Whether a program called `foundry` is the one that comes with this package: it lies in it, or is a starter that names it. */
export function isOwnExecutable(path: string): boolean {
  try {
    const file = realpathSync(path);
    return liesInPackage(file) || startsPackage(file);
  } catch {
    // Gone or not readable: whoever runs it will say so.
    return false;
  }
}

function liesInPackage(file: string): boolean {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const name = readPackageName(join(folder, "package.json"));
    if (name !== undefined) return name === PACKAGE;
  }
  return false;
}

function readPackageName(file: string): unknown {
  try {
    const name: unknown = Reflect.get(JSON.parse(readFileSync(file, "utf8")) as object, "name");
    return name;
  } catch {
    return undefined;
  }
}

function startsPackage(file: string): boolean {
  if (statSync(file).size > MOST_STARTER_BYTES) return false;
  return new RegExp(`[\\\\/]${PACKAGE}[\\\\/]dist[\\\\/]`).test(readFileSync(file, "utf8"));
}
