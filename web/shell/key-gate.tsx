import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Failure } from "./failure.tsx";
import { PageError } from "./page-error.ts";
import { giveKey, sessionHeaders } from "./session.ts";

type State =
  | { readonly type: "asking" }
  | { readonly type: "open" }
  | { readonly type: "locked"; readonly wasWrong: boolean }
  | { readonly type: "failed"; readonly error: unknown };

/** Asks for the service's key where it has one, then shows the room. */
export function KeyGate({ children }: { readonly children: ComponentChildren }) {
  const [state, setState] = useState<State>({ type: "asking" });
  const open = (wasWrong: boolean) => {
    sessionHeaders().then(
      () => setState({ type: "open" }),
      (error: unknown) => setState(isLocked(error) ? { type: "locked", wasWrong } : { type: "failed", error }),
    );
  };
  useEffect(() => open(false), []);
  switch (state.type) {
    case "asking":
      return null;
    case "open":
      return <>{children}</>;
    case "failed":
      return <Failure error={state.error} onRetry={() => open(false)} />;
    case "locked":
      return (
        <KeyForm
          wasWrong={state.wasWrong}
          onKey={(key) => {
            giveKey(key);
            open(true);
          }}
        />
      );
    default:
      return state satisfies never;
  }
}

function KeyForm({ wasWrong, onKey }: { readonly wasWrong: boolean; readonly onKey: (key: string) => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement)
      onKey(String(new FormData(event.currentTarget).get("key") ?? "").trim());
  };
  return (
    <form class="card key-form" onSubmit={submit}>
      <h1>This service has a key</h1>
      <label>
        Key
        <input name="key" type="password" required autocomplete="current-password" aria-describedby="key-help" />
      </label>
      <p id="key-help" class={wasWrong ? "bad" : "muted"} role={wasWrong ? "alert" : undefined}>
        {wasWrong ? "That is not the key of this service." : "It is kept in this tab only, until the tab is closed."}
      </p>
      <button type="submit">Open</button>
    </form>
  );
}

function isLocked(error: unknown): boolean {
  return error instanceof PageError && /key/.test(error.code);
}
