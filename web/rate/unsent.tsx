import { pluralize } from "../../src/lib/pluralize.ts";
import { Failure } from "../shell/failure.tsx";
import type { Outbox } from "./outbox.ts";

/** What is not stored yet, and why. */
export function Unsent<Body>({ outbox }: { readonly outbox: Outbox<Body> }) {
  const error = outbox.failure.value;
  if (error === undefined) return null;
  return (
    <div class="rate-unsent">
      <Failure error={error} onRetry={() => outbox.send()} />
      <p class="small">
        Not stored yet: {pluralize(outbox.unsent.value.length, "change")}, kept in this browser and sent again.{" "}
        <button type="button" class="quiet" onClick={() => outbox.discard()}>
          Discard the first
        </button>
      </p>
    </div>
  );
}
