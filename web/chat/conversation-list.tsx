import { useEffect, useRef, useState } from "preact/hooks";
import { toAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import { newId } from "../shell/new-id.ts";
import type { ChatDesk } from "./chat-desk.ts";
import type { Conversation } from "./conversation.ts";
import { readJsonFile } from "./transfer.ts";

/** A file of conversations that is larger is a mistake in the dialog. */
const MOST_BYTES = 50_000_000;

/** All conversations: search, rename, delete with a way back, import. */
export function ConversationList({ desk }: { readonly desk: ChatDesk }) {
  const [query, setQuery] = useState("");
  const found = useSearch(desk, query);
  return (
    <div class="talks">
      <a class="button" href={toAddress("chat", "new")}>
        New conversation
      </a>
      <label class="hidden" for="chat-search">
        Search conversations
      </label>
      <input
        id="chat-search"
        type="search"
        placeholder="Search"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <Undo desk={desk} />
      {found.length === 0 && (
        <p class="muted">{query === "" ? "Conversations are kept in this browser only." : "Nothing found."}</p>
      )}
      <ul>
        {found.map((one) => (
          <Entry key={one.id} desk={desk} conversation={one} />
        ))}
      </ul>
      <ImportButton desk={desk} />
    </div>
  );
}

/** The conversations whose title or messages hold the words. */
function useSearch(desk: ChatDesk, query: string): readonly Conversation[] {
  const [hits, setHits] = useState<ReadonlySet<string>>(new Set());
  const wanted = query.trim().toLowerCase();
  useEffect(() => {
    if (wanted === "") return undefined;
    const timer = setTimeout(() => void desk.keeper.search(wanted).then(setHits), 150);
    return () => clearTimeout(timer);
  }, [wanted]);
  const all = desk.conversations.value;
  if (wanted === "") return all;
  return all.filter(({ id, title }) => hits.has(id) || title?.toLowerCase().includes(wanted) === true);
}

function Entry({ desk, conversation }: { readonly desk: ChatDesk; readonly conversation: Conversation }) {
  const [isRenaming, setRenaming] = useState(false);
  const { id, title = "New conversation" } = conversation;
  const isCurrent = id === desk.current.value.id;
  if (isRenaming)
    return (
      <li class="talk">
        <input
          aria-label="Title"
          ref={(field) => field?.focus()}
          defaultValue={title}
          onBlur={() => setRenaming(false)}
          onKeyDown={({ key, currentTarget }) => {
            const next = currentTarget.value.trim();
            if (key === "Enter" && next !== "") desk.rename(conversation, next);
            if (key === "Enter" || key === "Escape") setRenaming(false);
          }}
        />
      </li>
    );
  return (
    <li class="talk">
      <a href={toAddress("chat", id)} aria-current={isCurrent ? "page" : undefined}>
        {title}
      </a>
      <span class="talk-actions">
        <button type="button" class="quiet" aria-label={`Rename ${title}`} onClick={() => setRenaming(true)}>
          Rename
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={`Delete ${title}`}
          onClick={() => {
            void desk.remove(conversation);
            if (isCurrent) location.hash = toAddress("chat", "new");
          }}
        >
          Delete
        </button>
      </span>
    </li>
  );
}

function Undo({ desk }: { readonly desk: ChatDesk }) {
  const { value } = desk.deleted;
  return (
    <div role="status">
      {value !== undefined && (
        <p class="undo">
          <span>Deleted: {value.title}</span>
          <button type="button" class="quiet" onClick={() => void desk.undoRemove()}>
            Undo
          </button>
        </p>
      )}
    </div>
  );
}

function ImportButton({ desk }: { readonly desk: ChatDesk }) {
  const input = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<unknown>();
  const take = async (file: File) => {
    if (file.size > MOST_BYTES) throw new Error(`${file.name} is too large for a conversation.`);
    const [conversation, messages] = readJsonFile(await file.text(), newId);
    await desk.add(conversation, messages);
    location.hash = toAddress("chat", conversation.id);
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        Import
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Conversation to import"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          setFailure(undefined);
          if (file !== undefined) take(file).catch(setFailure);
          currentTarget.value = "";
        }}
      />
      {failure !== undefined && <Failure error={failure} />}
    </>
  );
}
