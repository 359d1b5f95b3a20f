import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Name of this package. */
const PACKAGE = "assay";
/** Starters of a program, such as npm's own on Windows, have a few hundred bytes; a real program is no text. */
const MOST_STARTER_BYTES = 16 * 1024;

/** The forms in which starters of Windows' shell and of sh write their own folder. */
const OWN_FOLDER = /%~dp0|%dp0%|\$\{?basedir\}?|\$\(dirname (?:-- )?"?\$0"?\)/gi;

/** Whether a program called `foundry` is the one that comes with this package: it lies in it, or is a starter of a script that does. */
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
  return scriptsIn(readFileSync(file, "utf8"), dirname(file)).some((script) => {
    return existsSync(script) && liesInPackage(realpathSync(script));
  });
}

/** The scripts that a starter names, wherever it has their folder from. */
function scriptsIn(text: string, folder: string): string[] {
  return text
    .replaceAll("\\", "/")
    .replace(OWN_FOLDER, () => `${folder}/`)
    .matchAll(/(["'])([^"'\n]+\.[cm]?[jt]s)\1|([^\s"']+\.[cm]?[jt]s)(?=\s|$)/g)
    .map(([, , quoted, bare = ""]) => resolve(folder, quoted ?? bare))
    .toArray();
}
