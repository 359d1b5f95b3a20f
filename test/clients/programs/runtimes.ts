import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Client } from "./client-list.ts";

const HERE = import.meta.dirname;
const isWindows = process.platform === "win32";

/** A command line to run in a folder. */
export type Command = readonly [program: string, ...args: readonly string[]];

/** How programs of a language are installed and started, each in a folder of its own. */
export interface Runtime {
  /** Prints a version where the language is here. */
  readonly probe: Command;
  /** Commands that install the client and what it needs into the folder, one after the other. */
  install(client: Client, folder: string): readonly Command[];
  /** The program; the address and the models follow as arguments. */
  start(client: Client, folder: string): Command;
}

const python = process.env.ASSAY_TEST_PYTHON ?? (isWindows ? "python" : "python3");
const ofVenv = (folder: string) => join(folder, ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"]));

export const RUNTIMES: Readonly<Record<Client["runtime"], Runtime>> = {
  python: {
    probe: [python, "--version"],
    install: ({ packages = [] }, folder) => [
      [python, "-m", "venv", folder],
      [ofVenv(folder), "-m", "pip", "install", "--quiet", ...packages],
    ],
    start: ({ program }, folder) => [ofVenv(folder), resolve(HERE, "python", program)],
  },
  npm: {
    probe: ["npm", "--version"],
    install: ({ packages = [] }, folder) => [
      ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, ...packages],
    ],
    start: ({ program }) => [process.execPath, resolve(HERE, "npm", program)],
  },
  go: {
    probe: ["go", "version"],
    install: (client, folder) => {
      copyProgram(client, folder);
      return [
        ["go", "mod", "tidy"],
        ["go", "build", "-o", join(folder, "program"), "."],
      ];
    },
    start: (_client, folder) => [join(folder, "program")],
  },
  rust: {
    probe: ["cargo", "--version"],
    install: (client, folder) => {
      copyProgram(client, folder);
      return [["cargo", "build", "--quiet"]];
    },
    start: () => ["cargo", "run", "--quiet", "--"],
  },
  java: {
    probe: ["mvn", "--version"],
    install: (client, folder) => {
      copyProgram(client, folder);
      return [["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"]];
    },
    start: () => ["java", "-cp", join("lib", "*"), "TryLangChain4j.java"],
  },
};

function copyProgram({ program }: Client, folder: string): void {
  cpSync(join(HERE, program), folder, { recursive: true });
}
