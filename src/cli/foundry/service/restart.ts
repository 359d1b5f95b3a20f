import type { CommandContext } from "../../options/command-context.ts";
import { refuseCacheFolder } from "../classic/cache-folder.ts";
import { restartService } from "../classic/restart-service.ts";
import { type ServiceFlags, toGiven } from "../classic/service-flags.ts";

/** `foundry service restart` */
export async function restart(options: ServiceFlags, context: CommandContext): Promise<number> {
  refuseCacheFolder(options.cacheFolder);
  await restartService(context, { given: toGiven(options) });
  return 0;
}
