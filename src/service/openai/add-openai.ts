import type { App, AppContext } from "../app/app-context.ts";
import type { ServiceMetrics } from "../app/metrics.ts";
import { addChatCompletions } from "./chat-completions.ts";
import { addCompletions } from "./completions.ts";
import { addEmbeddings } from "./embeddings.ts";
import { addModels } from "./models.ts";
import { addNotOffered } from "./not-offered.ts";
import { addResponses } from "./responses.ts";

/** The routes of OpenAI, below `/v1/`; a new one is a file beside this one and a line here. */
export function addOpenAi(app: App, context: AppContext, metrics: ServiceMetrics): void {
  addModels(app, context);
  addChatCompletions(app, context, metrics);
  addCompletions(app, context, metrics);
  addEmbeddings(app, context, metrics);
  addResponses(app, context, metrics);
  addNotOffered(app);
}
