import { useEffect, useRef, useState } from "preact/hooks";
import { AssayError } from "../../src/core/errors.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { type AnswerModels, ModelPicker, useAnswerModels } from "../answers/model-picker.tsx";
import { addressQuery, toAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import type { RoomProps } from "../shell/rooms.ts";
import { estimateTokens } from "./attachments.ts";
import { ChatDesk } from "./chat-desk.ts";
import { Composer } from "./composer.tsx";
import { toChatMessages } from "./conversation.ts";
import { ConversationList } from "./conversation-list.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { MessageView } from "./message-view.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

/** Lives as long as the page: answers go on while another room is open. */
const desk = new ChatDesk();

/** The room `#/chat`, `#/chat/new`, which begins with a model where `?model=` names it as served, and `#/chat/<conversation>`. */
export function Chat({ path: [id] }: RoomProps) {
  const [isListOpen, setListOpen] = useState(false);
  const models = useAnswerModels();
  const wanted = addressQuery.value.get("model");
  useEffect(() => {
    setListOpen(false);
    const isBack = id === undefined && desk.messages.value.size > 0;
    if (!isBack)
      void desk.open(id === "new" ? undefined : id).then(() => wanted !== null && desk.change({ model: wanted }));
  }, [id, wanted]);
  return (
    <div class="chat">
      <button
        type="button"
        class="talks-toggle"
        aria-expanded={isListOpen}
        aria-controls="chat-talks"
        onClick={() => setListOpen(!isListOpen)}
      >
        Conversations
      </button>
      <aside id="chat-talks" aria-label="Conversations" class={isListOpen ? "open" : undefined}>
        <ConversationList desk={desk} />
      </aside>
      <Talk key={desk.current.value.id} {...models} />
    </div>
  );
}

/** The conversation that is shown. */
function Talk({ models, isWhole, failure, refresh }: AnswerModels) {
  const [isSetting, setSetting] = useState(false);
  const { id, title, model: picked, settings } = desk.current.value;
  // The picked one may be among those that are still listed: no other answers in its place.
  const isListed = picked === undefined || isWhole || !picked.startsWith("page/");
  const model = models?.find((one) => one.id === picked) ?? (isListed ? models?.[0] : undefined);
  const { branch } = desk;
  const running = branch.flatMap((message) => desk.live.value.get(message.id) ?? []);
  const stop = () => {
    for (const live of running) live.stop();
  };
  useEscape(stop);
  useEffect(() => {
    // The model that has answered is loaded now, and another one may have made room for it.
    if (running.length === 0 && branch.length > 0) refresh();
  }, [running.length]);
  const end = useFollow(running.length > 0, branch.length);
  const sent = toChatMessages(branch, settings.system);
  return (
    <section class="talk-main" aria-labelledby="chat-title">
      <div class="talk-head">
        <h1 id="chat-title" title={title}>
          {title ?? "Chat"}
        </h1>
        {models !== undefined && models.length > 0 && (
          <ModelPicker
            label="Model"
            models={models}
            value={model?.id}
            onChange={(next) => desk.change({ model: next })}
          />
        )}
        <button type="button" aria-expanded={isSetting} onClick={() => setSetting(!isSetting)}>
          Settings
        </button>
        {branch.length > 0 && <ExportMenu desk={desk} />}
      </div>
      {isSetting && <SettingsPanel settings={settings} onChange={(next) => desk.change({ settings: next })} />}
      {failure !== undefined && <Failure error={failure} onRetry={refresh} />}
      {models?.length === 0 && <Failure error={NO_MODELS} onRetry={refresh} />}
      {desk.isMissing.value && <Failure error={NOT_HERE} />}
      <div class="messages">
        {branch.length === 0 && <Welcome model={model} />}
        {branch.map((message) => (
          <MessageView key={message.id} desk={desk} message={message} model={running.length > 0 ? undefined : model} />
        ))}
      </div>
      <p class="hidden" role="status">
        {desk.said.value}
      </p>
      <div class="composer-place" ref={end}>
        {desk.keeper.problem.value !== undefined && (
          <p class="notice" role="alert">
            {desk.keeper.problem.value}
          </p>
        )}
        <Composer
          place={branch.length === 0 ? "new" : id}
          model={model}
          usedTokens={estimateTokens(sent.map(({ content }) => content).join("\n"))}
          isAnswering={running.length > 0}
          onStop={stop}
          onSend={(draft) => {
            if (model !== undefined) desk.send(draft, model);
            location.replace(toAddress("chat", id));
          }}
        />
      </div>
    </section>
  );
}

const NO_MODELS = new AssayError({
  code: "model-missing",
  message: "No model that can chat is here yet.",
  hint: "Download one in the room Models, or type: assay model download",
});

const NOT_HERE = new AssayError({
  code: "invalid-input",
  message: "This conversation is not in this browser.",
  hint: "It may lie in another browser, or was deleted. What you write here begins a new one.",
});

function Welcome({ model }: { readonly model: AnswerModel | undefined }) {
  return (
    <div class="welcome">
      <p>Ask a model on this machine. What is said stays in this browser.</p>
      {model !== undefined && (
        <p class="muted">
          {model.label} {describeStart(model)}
        </p>
      )}
    </div>
  );
}

function describeStart({ place, isLoaded }: AnswerModel): string {
  if (isLoaded) return place === "page" ? "runs in this page and answers at once." : "is loaded and answers at once.";
  if (place === "service") return "is loaded with the first message.";
  return "runs in this page: its files come from the service with the first message, and stay in this browser.";
}

/** Escape stops answers, wherever the focus is. */
function useEscape(stop: () => void): void {
  const latest = useRef(stop);
  latest.current = stop;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && latest.current();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Near the end of the page a reader follows what comes; who has scrolled up reads on there. */
const NEAR_PX = 120;

function useFollow(isAnswering: boolean, length: number) {
  const end = useRef<HTMLDivElement>(null);
  const toEnd = () => window.scrollTo({ top: document.documentElement.scrollHeight });
  useEffect(toEnd, [length]);
  useEffect(() => {
    if (!isAnswering) return undefined;
    let height = document.documentElement.scrollHeight;
    const follow = () => {
      const isNear = window.scrollY + window.innerHeight >= height - NEAR_PX;
      height = document.documentElement.scrollHeight;
      if (isNear) toEnd();
    };
    const observer = new ResizeObserver(follow);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
      // The figures come with the end.
      requestAnimationFrame(follow);
    };
  }, [isAnswering]);
  return end;
}
