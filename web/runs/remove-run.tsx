import { useState } from "preact/hooks";
import { removedRunSchema } from "../../src/wire/assay/runs.ts";
import { toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";

/** Removes a run, once it has been confirmed. */
export function RemoveRun({ id }: { readonly id: string }) {
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const remove = () => {
    setFailure(undefined);
    askService(`/assay/v1/runs/${encodeURIComponent(id)}`, removedRunSchema, { method: "DELETE" }).then(() => {
      location.hash = toAddress("runs");
    }, setFailure);
  };
  if (!isAsking)
    return (
      <button type="button" class="quiet" onClick={() => setAsking(true)}>
        Remove
      </button>
    );
  return (
    <div class="run-confirm" role="alert">
      <p>Remove this run with all samples and reports?</p>
      <button type="button" onClick={remove}>
        Remove
      </button>
      <button type="button" class="quiet" onClick={() => setAsking(false)}>
        Keep it
      </button>
      {failure !== undefined && <Failure error={failure} />}
    </div>
  );
}
