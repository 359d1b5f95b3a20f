import type { CommandContext } from "../../options/command-context.ts";
import { refuseCacheFolder } from "../classic/cache-folder.ts";
import { type ServiceFlags, toGiven } from "../classic/service-flags.ts";
import { startService } from "../classic/start-service.ts";

/** `foundry service start` */
export async function start(options: ServiceFlags, context: CommandContext): Promise<number> {
  refuseCacheFolder(options.cacheFolder);
  await startService(toGiven(options), context);
  return 0;
}
