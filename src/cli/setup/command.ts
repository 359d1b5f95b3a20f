import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, optionalArgument } from "../options/options.ts";

const HELP = `
Examples:
  assay setup                                    what is installed, and what there is for this machine
  assay setup cuda                               for NVIDIA: shows the npm command and its size, and asks
  assay setup vulkan --yes                       for AMD, Intel and NVIDIA, without asking
  assay setup metal                              for Apple silicon
  assay setup onnx                               ONNX Runtime, which runs models of .onnx files

The CPU build comes with the package, unless its optional packages were left out. No install script is run.`;

/** `assay setup`: builds of llama.cpp for the processor or a graphics card, and ONNX Runtime. */
export function addSetupCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "setup",
    summary: "install what runs models on the CPU or a graphics card",
    description: "Lists the builds of llama.cpp for this machine and ONNX Runtime, or installs the named one with npm.",
    options: {
      device: optionalArgument("[device]", "cpu, cuda, vulkan, metal or onnx"),
      yes: flag("--yes", "do not ask"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./setup.ts")).setup,
  });
}
