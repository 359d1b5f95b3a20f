import { type BuildListing, findBuild, installBuild, listBuilds } from "../../workbench/setup/install-build.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface SetupOptions {
  /** Absent: lists what there is. */
  readonly device: string | undefined;
  /** Does not ask. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `assay setup` */
export async function setup(options: SetupOptions, { terminal }: CommandContext): Promise<number> {
  if (options.device === undefined) {
    const builds = listBuilds();
    terminal.printResult(options, { builds }, () => showBuilds(builds, terminal));
    return EXIT.ok;
  }
  const build = findBuild(options.device);
  if (build.isInstalled) {
    terminal.printResult(options, { build, installed: false }, () =>
      terminal.note(`${build.kind} is installed already`),
    );
    return EXIT.ok;
  }
  if (!options.json) terminal.note(`  ${build.on}\n  ${build.command}`);
  if (!options.yes && !(await confirm("run this command?"))) {
    terminal.note("nothing was installed");
    return EXIT.failed;
  }
  using interrupt = listenForInterrupt(terminal, "stopping npm ...");
  await installBuild(build, { signal: interrupt.signal, onLine: (line) => terminal.note(terminal.style("dim", line)) });
  terminal.printResult(options, { build: findBuild(options.device), installed: true }, () =>
    terminal.note("installed; `assay doctor` tells whether it can be used"),
  );
  return EXIT.ok;
}

function showBuilds(builds: readonly BuildListing[], terminal: Terminal): void {
  if (builds.length === 0) {
    terminal.note(
      `there is no build of llama.cpp or ONNX Runtime for ${process.platform} on ${process.arch}; use an endpoint, such as llama-server`,
    );
    return;
  }
  const rows = builds.map(({ kind, on, isInstalled }) => [kind, on, isInstalled ? "installed" : `assay setup ${kind}`]);
  terminal.print(renderColumns(["build", "runs on", ""], rows, terminal));
}
