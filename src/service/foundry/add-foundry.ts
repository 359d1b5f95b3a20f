import type { App, AppContext } from "../app/app-context.ts";
import { addCountTokens } from "./count-tokens.ts";
import { addDownload } from "./download.ts";
import { addGpuDevice } from "./gpu-device.ts";
import { addLists } from "./lists.ts";
import { addLoad } from "./load.ts";
import { addRegister } from "./register.ts";
import { addStatus } from "./status.ts";
import { addUnload } from "./unload.ts";

/** The routes of Foundry Local, of its classic service and of its v1.x core, beside those of OpenAI. */
export function addFoundry(app: App, context: AppContext): void {
  addStatus(app, context);
  addLists(app, context);
  addLoad(app, context);
  addUnload(app, context);
  addDownload(app, context);
  addCountTokens(app, context);
  addGpuDevice(app);
  addRegister(app);
}
