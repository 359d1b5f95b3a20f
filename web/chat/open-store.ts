import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { NO_SETTINGS } from "./chat-settings.ts";
import type { Conversation, Message } from "./conversation.ts";

/** What changed of a conversation; all of a new one. */
export type ConversationChange = Partial<Conversation> & Pick<Conversation, "id">;

/** Where conversations are kept. Messages are records of their own, so that two tabs never write over each other's. */
export interface ConversationStore {
  /** Those that were not deleted, the latest first. */
  list(): Promise<readonly Conversation[]>;
  readMessages(conversation: string): Promise<readonly Message[]>;
  /** The conversations in whose messages a text stands, in any case. */
  search(text: string): Promise<ReadonlySet<string>>;
  /** Writes what changed of a conversation, and messages of it. */
  write(change: ConversationChange, messages: readonly Message[]): Promise<void>;
}

interface Schema extends DBSchema {
  readonly conversations: { readonly key: string; readonly value: Conversation };
  readonly messages: {
    readonly key: string;
    readonly value: Message;
    readonly indexes: { readonly conversation: string };
  };
}

/** Opens the browser's store, and forgets for good what was deleted in an earlier visit. @throws where the browser keeps nothing */
export async function openStore(name = "assay-chat"): Promise<ConversationStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore("conversations", { keyPath: "id" });
      db.createObjectStore("messages", { keyPath: "id" }).createIndex("conversation", "conversation");
    },
    // A newer page in another tab wants to change the store: it may.
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  });
  await forgetDeleted(database, Date.now() - KEPT_MS);
  return {
    async list() {
      const all = await database.getAll("conversations");
      return all.filter(({ deletedAt }) => deletedAt === undefined).sort((a, b) => b.changedAt - a.changedAt);
    },
    readMessages: (conversation) => database.getAllFromIndex("messages", "conversation", conversation),
    async search(text) {
      const wanted = text.toLowerCase();
      const all = await database.getAll("messages");
      return new Set(all.filter((one) => one.text.toLowerCase().includes(wanted)).map((one) => one.conversation));
    },
    async write(change, messages) {
      const writing = database.transaction(["conversations", "messages"], "readwrite");
      const conversations = writing.objectStore("conversations");
      // Another tab may have given it another title meanwhile.
      const stored = await conversations.get(change.id);
      await Promise.all([
        conversations.put({ ...NEW, ...stored, ...change }),
        ...messages.map((message) => writing.objectStore("messages").put(message)),
        writing.done,
      ]);
    },
  };
}

const NEW = { createdAt: 0, changedAt: 0, settings: NO_SETTINGS };

/** Deleted conversations can be had back for as long; another tab may still offer it. */
const KEPT_MS = 3_600_000;

async function forgetDeleted(database: IDBPDatabase<Schema>, before: number): Promise<void> {
  const all = await database.getAll("conversations");
  for (const { id, deletedAt } of all) {
    if (deletedAt === undefined || deletedAt > before) continue;
    const change = database.transaction(["conversations", "messages"], "readwrite");
    const messages = await change.objectStore("messages").index("conversation").getAllKeys(id);
    await Promise.all([
      change.objectStore("conversations").delete(id),
      ...messages.map((message) => change.objectStore("messages").delete(message)),
      change.done,
    ]);
  }
}
