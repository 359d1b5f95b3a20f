import { toAddress } from "../shell/address.ts";

export interface RateHeadProps {
  readonly run: string;
  readonly by: string;
  /** Whether two answers are shown at a time. */
  readonly isPaired: boolean;
  /** Of everything that there is to do; absent before it is known. */
  readonly progress?: { readonly left: number; readonly of: number; readonly what: string } | undefined;
  /** Called when somebody else wants to score. */
  readonly onLeave: () => void;
}

/** Where a person is, who it is, and the two ways to rate. */
export function RateHead({ run, by, isPaired, progress, onLeave }: RateHeadProps) {
  return (
    <div class="room-head">
      <h1>Rate answers</h1>
      {progress !== undefined && (
        <>
          <p class="muted">
            {progress.left === 0 ? "none is left" : `${progress.left} of ${progress.of} ${progress.what} left`}
          </p>
          <progress aria-label="Progress" value={progress.of - progress.left} max={progress.of} />
        </>
      )}
      <nav class="rate-ways" aria-label="Ways to rate">
        <a href={toAddress("rate", run)} aria-current={isPaired ? undefined : "page"}>
          One by one
        </a>
        <a href={toAddress("rate", run, "pairs")} aria-current={isPaired ? "page" : undefined}>
          Side by side
        </a>
      </nav>
      <button type="button" class="quiet rate-name" onClick={onLeave}>
        Not {by}?
      </button>
    </div>
  );
}
