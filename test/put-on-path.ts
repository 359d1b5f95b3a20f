import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a starter of one of our programs into a folder, as installing the package does. @param main the program's script */
export function putOnPath(folder: string, name: string, main: string): void {
  if (process.platform === "win32")
    writeFileSync(join(folder, `${name}.cmd`), `@"${process.execPath}" "${main}" %*\r\n`);
  else {
    writeFileSync(join(folder, name), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  }
}
