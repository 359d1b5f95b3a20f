import type { Page } from "playwright-core";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import { createHostedChat } from "../../src/engines/hosted/link/chat.ts";
import type { Listener, ModelLink } from "../../src/engines/hosted/link/model-link.ts";
import type { ModelAnswer, ModelQuestion } from "../../src/engines/hosted/link/protocol.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { PageDevice, PageModel } from "../../web/page-models/page-model.ts";

type Entry = typeof import("./page-models-entry.ts");

interface TestPage {
  hearModel(message: ModelAnswer): void;
  askModel(
    question: (ModelQuestion & { readonly id: number }) | { readonly id: number; readonly type: "cancel" },
  ): void;
}

/** Opens a model in a page that stays on it, and gives the chat model that asks it from here. */
export async function openChatInPage(
  page: Page,
  model: PageModel,
  options: { readonly device: PageDevice; readonly parallel: number },
): Promise<ChatModel> {
  const listeners = new Map<number, Listener>();
  const hear = (message: ModelAnswer) => {
    const listener = listeners.get(message.id);
    if (message.type === "event") listener?.onEvent?.(message);
    if (message.type === "done") listener?.onDone(message.value);
    if (message.type === "failed") listener?.onFailed(new AssayError(message.error));
    if (message.type === "done" || message.type === "failed") listeners.delete(message.id);
  };
  await page.exposeFunction("hearModel", hear);
  const parts = await page.evaluate(
    async ({ model, options }) => {
      const entry = (await import("/entry.js" as string)) as Entry;
      const loaded = await entry.openPageModel(model, options);
      const self = globalThis as unknown as TestPage;
      const server = entry.createModelServer({ model: () => loaded, say: self.hearModel, toSent: (one) => [...one] });
      self.askModel = (question) => {
        const { id } = question;
        if (question.type === "cancel") return server.cancel(id);
        server.answer(question).then(
          (value) => self.hearModel({ type: "done", id, value }),
          (error) => self.hearModel({ type: "failed", id, error: entry.toErrorRecord(error) }),
        );
      };
      return entry.describeParts(loaded);
    },
    { model, options },
  );
  let lastId = 0;
  const send = (message: Parameters<TestPage["askModel"]>[0]) =>
    // A page that is closed answers nobody.
    void page.evaluate((one) => (globalThis as unknown as TestPage).askModel(one), message).catch(() => {});
  const link: ModelLink = {
    ask(question, listener) {
      const id = ++lastId;
      listeners.set(id, listener);
      send({ ...question, id });
      return { cancel: () => send({ id, type: "cancel" }) };
    },
    request: (question) =>
      new Promise((onDone, onFailed) => {
        link.ask(question, { onDone, onFailed });
      }),
    end: (reason) => {
      for (const listener of listeners.values()) listener.onFailed(reason);
      listeners.clear();
    },
    async unload() {
      link.ask = (_, listener) => {
        listener.onFailed(gone());
        return { cancel: () => {} };
      };
      link.end(gone());
    },
  };
  if (parts.chat === undefined) throw new Error("the model does not chat");
  return createHostedChat(link, parts.chat, { clock: systemClock, blockedMs: 20_000 });
}

function gone(): AssayError {
  return new AssayError({ code: "aborted", message: "The model has been unloaded.", hint: "Load the model again." });
}
