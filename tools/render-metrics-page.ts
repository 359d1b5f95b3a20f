import { METRICS } from "../src/bench/metrics/metrics.ts";

/** The page docs/metrics.md. */
export function renderMetricsPage(): string {
  const rows = METRICS.map(
    ({ id, label, unit, better, formula, source }) =>
      `| \`${id}\` | ${label} | ${unit} | ${better} | ${formula} | ${source} |`,
  );
  return `${HEAD}\n${rows.join("\n")}\n${TAIL}`;
}

const HEAD = `# Metrics

<!-- The table is written by tools/write-docs.ts from src/bench/metrics. -->

## The life of one request

\`intended\` (the schedule wanted it) → \`prepared\` (prompt built) → \`sent\` (last byte handed over) → \`headers\` → \`first-byte\` →
first chunk (any event, even an empty role chunk) → **first token** (first text, reasoning included) → first content (first
text that is not reasoning) → later deltas → **last token** → end. All on the measurer's own monotonic clock; what travels is
stamped when its bytes arrive, before any parsing. What was not seen is absent.

In the formulas, n is the number of output tokens of the request, reasoning included. A metric whose input is unknown is
absent, never 0. Token counts come from the engine or from the server's usage, and the source is stored with the count; where
neither counts, what would need a count is absent. An **arrival** is what came in one read: several deltas of one stamp are one.

| id | name | unit | better | formula | source |
|---|---|---|---|---|---|`;

const TAIL = `
## Intervals

- Quantiles are of type 7 (Hyndman and Fan, NumPy's default). A p95 never exceeds the largest value.
- The unit of evidence is the prompt where there are several, since at temperature 0 the rounds of a prompt repeat one answer;
  with a single prompt it is the request. \`n\` counts these.
- \`412 [398, 431]\`: the value and its 95 % interval. \`67 max (n=24, needs 59)\`: too few for an interval; the largest value is
  shown, and how many it would take.
- Means: Student's t with Hall's correction for skewness. Quality: Wilson's interval for as many trials as the prompts are
  worth. The p50 is the median of the prompts' medians, with interpolated order statistics of these, so that figure and interval
  are one statistic; of gaps between tokens it is the median of all of them. Other quantiles are of all values together: order
  statistics, and Woodruff's method where a prompt has several values. Acceptable answers: the ratio of sums over prompts, with Hall's
  correction. No interval is shown below 6 prompts. \`perf/verdict-simulation.ts\` shows how often each
  covers the truth; decision record [4](decisions/0004-intervals.md) says why. [Verdicts](verdicts.md) has the differences
  between models.
- Outliers are flagged and kept: more than 3.5 robust deviations from the median of their prompt, and at least 10 % off. The scale is
  that of the differences between rounds over all prompts, so that of clean requests less than 1 in 100 is flagged at any number of rounds. A latency that rises or falls with time is named.

## Which memory

Memory is read at each of at least three loads, each in a process of its own, and the highest reading counts. \`memory-model\`
is what the model adds: the peak resident set, mapped file pages included, less what the process took before the load
(\`memory-host\`, measured in the same run). Models are compared by it. \`memory-resident\` holds both: what the machine must have, and
what \`--max-memory\` limits. \`memory-proportional\` divides pages that several processes share among them (Linux only). 1 MB = 10^6
bytes, 1 GB = 10^9 bytes.

## Cold and warm

Before a cold load the file is taken out of the system's page cache, and it is checked that no page is left (Linux; elsewhere the
load is labelled \`unknown\` and shown as neither). Load times include the start of the model's process. The first request after a
load is marked as such and is a warm-up unless there is none. A file is loaded three times, once cold and twice warm; the
columns say of how many loads each figure is.

## Rates

Tokens/s of models with different vocabularies are not comparable, so characters/s stand beside them. A rate that nothing
reaches (100,000 tokens/s or 500,000 characters/s of one stream, 10 million tokens/s of prompts or of all streams) is left out with
a warning: the answer was ready before, or its count is wrong. The decode rate takes a known number of tokens in the first
arrival: told by the server, or plain where it counts as many tokens in all as there were chunks, an end token aside. Where it
is unknown the rate is absent, and the table says of how many requests and why. Throughput leaves out the time in which no request
was under way.

## Acceptable answers

Of the very answers that were timed, those that are good enough, per minute in which the target was busy, per watt-hour and per unit of
currency. What is good enough is part of the plan (\`--acceptable facets>=0.8,checks=all,coherence>=4\`; without it, all facets and
all checks of the prompts): all conditions must be met, as far as the prompt has what they name. Criteria are scored by people, else by
a judge that is fit; answers that nobody scored are unknown, count neither as acceptable nor with their time, and the report says how many
were scored. Where no answer was acceptable the rate is 0 with an upper end; where nothing is known it is absent.

## The harness itself

Before a run, a bundled server replays a known schedule through the same client and recorder; the report says how far the stamps
were off. During the run the event loop is watched, and requests that were timed while it was blocked for more than 20 ms are
counted in a warning.
`;
