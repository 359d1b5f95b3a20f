#!/usr/bin/env node
// The entry: answers --version without loading anything, refuses a Node that is too old in one line, else hands over.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const [first, ...more] = process.argv.slice(2);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`assay needs Node 22.18 or newer; this is Node ${process.versions.node}`);
  process.exitCode = 1;
} else if (more.length === 0 && (first === "--version" || first === "-V")) {
  const { readVersion } = await import("../workbench/read-version.ts");
  console.log(readVersion());
} else {
  const { runProgram } = await import("./program.ts");
  process.exitCode = await runProgram(process.argv.slice(2));
}
