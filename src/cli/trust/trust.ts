import { formatNumber } from "../../report/format/format-number.ts";
import { findAdapterModule, openTrustStore } from "../../workbench/project/trust-adapter.ts";
import type { CommandContext } from "../options/command-context.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface TrustOptions {
  readonly module: string;
  /** Does not ask. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `assay trust <module>` */
export async function trustModule(options: TrustOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const module = await findAdapterModule(options.module, workspace);
  const wasTrusted = module.isTrusted;
  if (!options.json) {
    terminal.note(`  module    ${module.path}`);
    terminal.note(`  size      ${formatNumber(module.sizeBytes, 0)} bytes, changed ${module.modifiedAt}`);
    terminal.note(`  sha-256   ${module.sha256}`);
  }
  if (!wasTrusted) {
    if (!options.yes) {
      terminal.note("It will run with all your rights, and so will whatever it imports, also when that changes later.");
      if (!(await confirm("let this content run?"))) {
        terminal.note("not trusted");
        return EXIT.failed;
      }
    }
    await openTrustStore(workspace).trust(module.path);
  }
  terminal.printResult(options, { ...module, isTrusted: true, wasTrusted }, () =>
    terminal.note(
      wasTrusted
        ? "was trusted already"
        : "trusted, until its content changes; what it imports may change without a question",
    ),
  );
  return EXIT.ok;
}
