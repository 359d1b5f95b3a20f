import { batch, signal } from "@preact/signals";
import type { ToolCall } from "../../src/core/chat-model.ts";
import { type AnswerModel, placedName } from "../answers/answer-model.ts";
import { newId } from "../shell/new-id.ts";
import { NO_SETTINGS, toRequest } from "./chat-settings.ts";
import {
  type AssistantMessage,
  branchTo,
  type Conversation,
  type Draft,
  type Message,
  type Messages,
  newestLeaf,
  type ToolMessage,
  titleOf,
  toChatMessages,
  type UserMessage,
} from "./conversation.ts";
import { ConversationKeeper } from "./conversation-keeper.ts";
import { isBeingWritten, type LiveAnswer, writeAnswer } from "./write-answer.ts";

/** All that the room knows, and all that can be done in it. */
export class ChatDesk {
  readonly conversations = signal<readonly Conversation[]>([]);
  /** The conversation that is shown. */
  readonly current = signal<Conversation>(newConversation());
  readonly messages = signal<Messages>(new Map());
  /** Whether the address names a conversation that is not here. */
  readonly isMissing = signal(false);
  /** Answers that are being written in this tab, by the id of their message. */
  readonly live = signal<ReadonlyMap<string, LiveAnswer>>(new Map());
  /** The conversation that was deleted last, which can be had back. */
  readonly deleted = signal<Conversation | undefined>(undefined);
  readonly keeper = new ConversationKeeper((id) => void this.#followOtherTab(id));

  /** What a screen reader is told: the end of an answer, not each token. */
  readonly said = signal("");
  #opening = 0;

  /** Shows a conversation; a new one where none is named. */
  async open(id: string | undefined): Promise<void> {
    if (id !== undefined && id === this.current.value.id) return;
    this.#opening += 1;
    const turn = this.#opening;
    await this.refresh();
    const found = this.conversations.value.find((one) => one.id === id);
    const messages = found === undefined ? [] : await this.keeper.readMessages(found.id);
    // Somebody who clicks on wants the last one.
    if (turn !== this.#opening) return;
    batch(() => {
      this.current.value = found ?? newConversation(this.conversations.value[0]?.model);
      this.isMissing.value = id !== undefined && found === undefined;
      this.messages.value = toMap(messages);
    });
    if (found !== undefined && !this.messages.value.has(found.leaf ?? ""))
      this.#change({ leaf: newestLeaf(this.messages.value) });
    await this.#markCut(messages);
  }

  async refresh(): Promise<void> {
    this.conversations.value = await this.keeper.list();
  }

  get branch(): readonly Message[] {
    return branchTo(this.messages.value, this.current.value.leaf);
  }

  /** Changes the shown conversation: its title, model or settings. */
  change(change: Partial<Pick<Conversation, "model" | "settings">>): void {
    this.#change(change);
  }

  rename({ id }: Conversation, title: string): void {
    if (id === this.current.value.id) this.#change({ title });
    else void this.keeper.write({ id, title }).then(() => this.refresh());
  }

  /** Says something, after the last message or in place of `instead`, and lets the model answer. */
  send({ text, attachments }: Draft, model: AnswerModel, instead?: UserMessage): void {
    const { title, leaf } = this.current.value;
    const parent = instead === undefined ? leaf : instead.parent;
    const message: UserMessage = { ...this.#newMessage(parent), role: "user", text, attachments };
    this.#put([message], { leaf: message.id, title: title ?? titleOf(message) });
    this.#answer(message, model);
  }

  /** Lets a model answer again; the earlier answer stays as an alternative. */
  retry(answer: AssistantMessage, model: AnswerModel): void {
    const asked = this.messages.value.get(answer.parent ?? "");
    if (asked !== undefined) this.#answer(asked, model);
  }

  /** Answers the calls of tools, and lets the model go on. */
  answerCalls(answer: AssistantMessage, results: readonly (readonly [ToolCall, string])[], model: AnswerModel): void {
    const tools: ToolMessage[] = [];
    for (const [call, text] of results)
      tools.push({ ...this.#newMessage(tools.at(-1)?.id ?? answer.id), role: "tool", call, text });
    const last = tools.at(-1);
    if (last === undefined) return;
    this.#put(tools, { leaf: last.id });
    this.#answer(last, model);
  }

  /** Shows the branch of an alternative. */
  choose({ id }: Message): void {
    this.#change({ leaf: newestLeaf(this.messages.value, id) });
  }

  async remove(conversation: Conversation): Promise<void> {
    this.deleted.value = conversation;
    await this.keeper.write({ id: conversation.id, deletedAt: Date.now() });
    await this.refresh();
  }

  async undoRemove(): Promise<void> {
    const { value } = this.deleted;
    this.deleted.value = undefined;
    if (value === undefined) return;
    await this.keeper.write({ id: value.id, deletedAt: undefined });
    await this.refresh();
  }

  /** Adds a conversation with its messages, as from a file. */
  async add(conversation: Conversation, messages: readonly Message[]): Promise<void> {
    await this.keeper.write(conversation, messages);
    await this.refresh();
  }

  #answer(asked: Message, model: AnswerModel): void {
    const before: AssistantMessage = {
      ...this.#newMessage(asked.id),
      role: "assistant",
      text: "",
      model: placedName(model),
      state: "writing",
    };
    const { settings } = this.current.value;
    const history = branchTo(this.messages.value, asked.id);
    this.#put([before], { leaf: before.id, model: model.id });
    const { live, done } = writeAnswer({
      message: before,
      model,
      toRequest: () => ({ messages: toChatMessages(history, settings.system), ...toRequest(settings) }),
      onProgress: (message) => void this.keeper.write({ id: message.conversation }, [message]),
    });
    this.live.value = new Map([...this.live.value, [before.id, live]]);
    void done.then((message) => {
      batch(() => {
        this.#put([message]);
        this.said.value = describeEnd(message);
        this.live.value = new Map([...this.live.value].filter(([id]) => id !== message.id));
      });
    });
  }

  #newMessage(parent: string | undefined) {
    return { id: newId(), conversation: this.current.value.id, parent, at: Date.now() };
  }

  /** Keeps messages of one conversation, and shows them where it is the shown one. */
  #put(messages: readonly Message[], change: Partial<Conversation> = {}): void {
    const id = messages[0]?.conversation;
    if (id === undefined) return;
    if (id !== this.current.value.id) return void this.keeper.write({ id, changedAt: Date.now() }, messages);
    this.isMissing.value = false;
    this.messages.value = new Map([...this.messages.value, ...toMap(messages)]);
    this.#change(change, messages);
  }

  #change(change: Partial<Conversation>, messages: readonly Message[] = []): void {
    const isTalk = messages.length > 0;
    const next = { ...this.current.value, ...change, ...(isTalk && { changedAt: Date.now() }) };
    this.current.value = next;
    // A conversation in which nothing was said yet is none.
    if (this.messages.value.size === 0) return;
    const isNew = !this.conversations.value.some(({ id }) => id === next.id);
    void this.keeper.write(isNew ? next : { id: next.id, ...change, changedAt: next.changedAt }, messages);
    this.conversations.value = [next, ...this.conversations.value.filter(({ id }) => id !== next.id)].sort(
      (a, b) => b.changedAt - a.changedAt,
    );
  }

  async #followOtherTab(id: string): Promise<void> {
    await this.refresh();
    if (id !== this.current.value.id) return;
    const messages = await this.keeper.readMessages(id);
    if (id !== this.current.value.id) return;
    const own = [...this.messages.value.values()].filter((one) => this.live.value.has(one.id));
    const { leaf } = this.current.value;
    const { title = this.current.value.title } = this.conversations.value.find((one) => one.id === id) ?? {};
    batch(() => {
      this.messages.value = toMap([...messages, ...own]);
      this.current.value = { ...this.current.value, title, leaf: newestLeaf(this.messages.value, leaf) };
    });
  }

  /** What was being written when a page was closed is marked; nobody will write on. */
  async #markCut(messages: readonly Message[]): Promise<void> {
    for (const message of messages) {
      if (message.role !== "assistant" || message.state !== "writing" || this.live.value.has(message.id)) continue;
      if (!(await isBeingWritten(message.id))) this.#put([{ ...message, state: "cut" }]);
    }
  }
}

function describeEnd({ state, figures, error }: AssistantMessage): string {
  const tokens = figures?.find(({ id }) => id === "tokens")?.text;
  const counted = tokens === undefined ? "" : ` after ${tokens} tokens`;
  if (state === "failed") return `The answer failed: ${error?.message ?? ""}`;
  return state === "stopped" ? "The answer was stopped." : `The answer ended${counted}.`;
}

function newConversation(model?: string): Conversation {
  return { id: newId(), createdAt: Date.now(), changedAt: Date.now(), model, settings: NO_SETTINGS };
}

function toMap(messages: readonly Message[]): Messages {
  return new Map(messages.map((message) => [message.id, message]));
}
