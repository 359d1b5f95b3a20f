import { signal } from "@preact/signals";
import type { Conversation, Message } from "./conversation.ts";
import { type ConversationChange, type ConversationStore, openStore } from "./open-store.ts";

interface Pending {
  readonly change: ConversationChange;
  readonly messages: ReadonlyMap<string, Message>;
}

/** Keeps conversations in the browser as well as it can: what cannot be written stays in this tab, and is tried again with the next change. */
export class ConversationKeeper {
  /** What went wrong with the store, in words; absent while all is kept. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #store: Promise<ConversationStore | undefined>;
  readonly #others: BroadcastChannel;
  readonly #pending = new Map<string, Pending>();
  #writing: Promise<void> = Promise.resolve();

  /** @param onOtherTab called when another tab wrote to a conversation */
  constructor(onOtherTab: (conversation: string) => void) {
    this.#others = new BroadcastChannel("assay-chat");
    this.#others.onmessage = ({ data }) => onOtherTab(String(data));
    this.#store = openStore().catch((error: unknown) => {
      this.problem.value = describeProblem(error);
      return undefined;
    });
  }

  async list(): Promise<readonly Conversation[]> {
    const stored = (await (await this.#store)?.list()) ?? [];
    const all = new Map(stored.map((one) => [one.id, one]));
    for (const [id, { change }] of this.#pending) all.set(id, { ...(all.get(id) as Conversation), ...change });
    return [...all.values()]
      .filter(({ deletedAt }) => deletedAt === undefined)
      .sort((a, b) => b.changedAt - a.changedAt);
  }

  async readMessages(conversation: string): Promise<readonly Message[]> {
    const stored = (await (await this.#store)?.readMessages(conversation)) ?? [];
    const pending = this.#pending.get(conversation)?.messages ?? new Map();
    return [...new Map([...stored.map((one) => [one.id, one] as const), ...pending]).values()];
  }

  async search(text: string): Promise<ReadonlySet<string>> {
    return (await (await this.#store)?.search(text)) ?? new Set();
  }

  /** Writes soon; never fails. */
  write(change: ConversationChange, messages: readonly Message[] = []): Promise<void> {
    const before = this.#pending.get(change.id);
    this.#pending.set(change.id, {
      change: { ...before?.change, ...change },
      messages: new Map([...(before?.messages ?? []), ...messages.map((one) => [one.id, one] as const)]),
    });
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  close(): void {
    this.#others.close();
  }

  async #writePending(): Promise<void> {
    const store = await this.#store;
    if (store === undefined) return;
    for (const [id, pending] of this.#pending) {
      try {
        await store.write(pending.change, [...pending.messages.values()]);
        if (this.#pending.get(id) === pending) this.#pending.delete(id);
        this.problem.value = undefined;
        this.#others.postMessage(id);
      } catch (error) {
        this.problem.value = describeProblem(error);
      }
    }
  }
}

function describeProblem(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
  return isFull
    ? "The browser's storage for this page is full: what is said from now on is lost when this tab is closed. Delete conversations, or export this one."
    : "This browser keeps nothing for this page, as in a private window: what is said here is lost when the tab is closed. Export what you want to keep.";
}
