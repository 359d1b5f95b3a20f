#!/usr/bin/env node
// The entry: answers --version and `service status` without loading anything heavy, refuses a Node that is too old in
// one line, else hands over.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [first, ...more] = process.argv.slice(2);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`assay needs Node 22.18 or newer; this is Node ${process.versions.node}`);
  process.exitCode = 1;
} else if (more.length === 0 && (first === "--version" || first === "-V")) {
  const { readVersion } = await import("../workbench/read-version.ts");
  console.log(readVersion());
} else {
  const { enableCompileCache } = await import("node:module");
  const { readLocations } = await import("../system/locations.ts");
  const { compiledCodeFolder } = await import("../workbench/compiled-code.ts");
  const locations = readLocations(process.env);
  enableCompileCache(compiledCodeFolder(locations));
  if (first === "service" && more[0] === "status" && isStatus(more.slice(1))) {
    const { showStatus } = await import("./service/status.ts");
    const { createTerminal } = await import("./terminal/terminal.ts");
    const context = { terminal: createTerminal(), workspace: { locations } };
    process.exitCode = await showStatus({ json: more.includes("--json") }, context);
  } else {
    const { runProgram } = await import("./program.ts");
    process.exitCode = await runProgram(process.argv.slice(2));
  }
}

/** Clients ask for the status ten times within a second and then give up. */
function isStatus(options: readonly string[]): boolean {
  return options.every((option) => option === "--json");
}
