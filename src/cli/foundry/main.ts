#!/usr/bin/env node
// The executable `foundry`, for what was written for Foundry Local. The SDKs poll `foundry service status` and give up after
// a second, so it is answered here before anything that is not needed for it is loaded.
const argv = process.argv.slice(2);

if (argv[0] === "--version") {
  const { readVersion } = await import("../../workbench/read-version.ts");
  // Scripts compare this with the versions of Foundry Local, as a semantic version whose build part says who answers.
  console.log(`0.8.119+assay.${readVersion()}`);
} else if (argv[0] === "--license") {
  console.log("Apache-2.0; its text is the file LICENSE of the package assay");
} else if (argv.length === 2 && argv[0] === "service" && argv[1] === "status") {
  const [{ readServiceStatus }, { readLocations }, { renderServiceStatus }] = await Promise.all([
    import("../../workbench/service-control/read-service-status.ts"),
    import("../../system/locations.ts"),
    import("./render/service-status.ts"),
  ]);
  process.stdout.write(renderServiceStatus(await readServiceStatus(readLocations(process.env))));
} else {
  const { runFoundry } = await import("./program.ts");
  process.exitCode = await runFoundry(argv);
}

export {};
