import * as z from "zod";
import { AssayError } from "../../core/errors.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import { chatRequestBodySchema, toChatRequest } from "../../wire/openai/server/chat-request-body.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";

const countSchema = z.object({ tokenCount: z.int().min(0) });

/** `POST /v1/chat/completions/tokenizer/encode/count`: the tokens that a request's prompt takes, template included */
export function addCountTokens(app: App, { host }: AppContext): void {
  app.post(
    "/v1/chat/completions/tokenizer/encode/count",
    {
      schema: {
        summary: "Counts the tokens of a request's prompt",
        tags: ["foundry"],
        body: chatRequestBodySchema,
        response: answersOf(countSchema),
      },
    },
    async ({ body }, reply) => {
      const signal = clientSignal(reply);
      using opened = await host.openChat(body.model, { signal });
      if (opened.part.countTokens === undefined) throw cannotCount(opened.model.servedName);
      return { tokenCount: await opened.part.countTokens(toChatRequest(body), signal) };
    },
  );
}

function cannotCount(name: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `The tokens of a request to ${name} cannot be counted here: the model answers elsewhere or by a module.`,
    hint: "The usage of its answers has the count.",
  });
}
