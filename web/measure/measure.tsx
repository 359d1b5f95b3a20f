import { useEffect } from "preact/hooks";
import { Failure } from "../shell/failure.tsx";
import { measureForBench } from "./measure-for-bench.ts";
import { type MeasureState, state } from "./measure-state.ts";

/** The room `#/measure`, which no menu shows: a benchmark of the command line opens it to be measured in. */
export function Measure() {
  useEffect(() => {
    void measureForBench();
  }, []);
  return (
    <section class="card measure" aria-live="polite">
      <h1>Measuring in this page</h1>
      <p>A benchmark of the command line runs its models here. Leave this tab in front until it is done.</p>
      <Progress now={state.value} />
    </section>
  );
}

function Progress({ now }: { readonly now: MeasureState }) {
  switch (now.type) {
    case "connecting":
      return <p class="muted">Waiting for the benchmark ...</p>;
    case "loading":
      return (
        <p>
          Loading {now.model}: {now.phase}{" "}
          {now.ratio !== undefined && <progress max={1} value={now.ratio} aria-label="Download" />}
        </p>
      );
    case "measuring":
      return (
        <p>
          {now.model} on {now.device}: {now.done} {now.done === 1 ? "request" : "requests"} measured
        </p>
      );
    case "done":
      return <p class="good">Done. You can close this tab.</p>;
    case "failed":
      return <Failure error={now.error} onRetry={() => void measureForBench()} />;
    default:
      return now satisfies never;
  }
}
