import type { JudgeCost } from "./ask-judge.ts";
import type { PairChoice, Reading, UnreadableReason } from "./judge-reply.ts";
import type { Scores } from "./read-scores.ts";

/** A judge's reply to one question, as `judgements.jsonl` keeps it; a line of it. */
export type Judgement = JudgementBase &
  (
    | {
        readonly kind: "scores";
        readonly reading: Reading<Scores>;
        /** Means of the scale's points by the probabilities of their tokens; absent where the judge tells none. */
        readonly expected?: Readonly<Record<string, number>> | undefined;
      }
    | { readonly kind: "choice"; readonly reading: Reading<PairChoice> }
  );

interface JudgementBase {
  readonly type: "judgement";
  /** SHA-256 over everything that the reply depends on: the question word for word, the judge's content, the settings. */
  readonly key: string;
  readonly judge: string;
  readonly prompt: string;
  /** ISO 8601. */
  readonly judgedAt: string;
  /** The reply as it came, cut where it is long. */
  readonly text: string;
  /** Why earlier replies could not be read. */
  readonly retried: readonly UnreadableReason[];
  readonly cost: JudgeCost;
}
