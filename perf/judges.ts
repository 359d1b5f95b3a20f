/**
 * Lets small real models say which of two answers is better, on pairs with a marked choice, and prints how far they can be trusted:
 *
 *   ASSAY_REAL_MODELS=folder node perf/judges.ts <folder of LLMBar> [--pairs 40] [--seed 1] [--minutes 4]
 *
 * The folder holds `<subset>/dataset.json` at any depth: lists of `{input, output_1, output_2, label}`. Each model gets so many
 * pairs, drawn from the subsets in turns, in both orders, and ends after about so many minutes; a model that flips with the
 * order agrees with nobody.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "../src/lib/random.ts";
import { askJudge } from "../src/quality/judge/ask-judge.ts";
import { measureChoiceFitness } from "../src/quality/judge/choice-fitness.ts";
import type { PairChoice } from "../src/quality/judge/judge-reply.ts";
import { toPairRequest } from "../src/quality/judge/judge-request.ts";
import { readChoice } from "../src/quality/judge/read-choice.ts";
import type { Preference } from "../src/quality/preferences/preference.ts";
import { shareInterval } from "../src/stats/share-interval.ts";
import { openModel } from "../src/workbench/model/open-model.ts";
import { readWorkspace } from "../src/workbench/workspace.ts";
import { findRealModel } from "../test/real-models.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "4" },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("Name the folder of LLMBar.");

interface MarkedPair {
  readonly subset: string;
  readonly input: string;
  readonly output_1: string;
  readonly output_2: string;
  readonly label: 1 | 2;
}

interface Judged {
  readonly subset: string;
  readonly label: 1 | 2;
  /** 1 or 2 for either order, absent for a tie; shorter where a reply could not be read. */
  readonly choices: readonly (1 | 2 | undefined)[];
}

const pairs = drawPairs(Number(values.pairs), Number(values.seed));
for (const name of ["qwen0.5b", "smollm2"] as const) await judgeWith(name);

function drawPairs(count: number, seed: number): readonly MarkedPair[] {
  const random = createRandom(seed);
  const files = globSync("**/dataset.json", { cwd: folder }).toSorted();
  const subsets = files.map((file) => {
    const read: readonly Omit<MarkedPair, "subset">[] = JSON.parse(readFileSync(path.join(folder ?? "", file), "utf8"));
    const subset = path.basename(path.dirname(file));
    return random.shuffle(read).map((pair) => ({ ...pair, subset }));
  });
  const longest = Math.max(...subsets.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, turn) => subsets.flatMap((subset) => subset[turn] ?? []));
  return turns.flat().slice(0, count);
}

async function judgeWith(name: "qwen0.5b" | "smollm2"): Promise<void> {
  const file = findRealModel(name);
  if (file.missing !== undefined) return console.log(`${name}: skipped, ${file.missing}`);
  const workspace = await readWorkspace();
  await using opened = await openModel(file.path, workspace, { contextTokens: 4096 });
  const { chat } = opened;
  const { clock } = workspace;
  const startedMs = clock.now();
  const judged: Judged[] = [];
  const ask = async ({ input }: MarkedPair, answers: readonly [string, string]) => {
    const request = toPairRequest({ prompt: input }, answers, []);
    const { reading } = await askJudge(chat, request, { read: readChoice, clock, retries: 1, maxTokens: 250 });
    return reading.type === "read" ? [reading.value] : [];
  };
  for (const pair of pairs) {
    if (clock.now() - startedMs > Number(values.minutes) * 60_000) break;
    const { subset, label, output_1: one, output_2: two } = pair;
    const forward = await ask(pair, [one, two]);
    const backward = await ask(pair, [two, one]);
    const choices = [
      ...forward.map((choice) => toNumber(choice, [1, 2])),
      ...backward.map((choice) => toNumber(choice, [2, 1])),
    ];
    judged.push({ subset, label, choices });
  }
  print(opened.model.id, judged, (clock.now() - startedMs) / 1000);
}

function toNumber(choice: PairChoice, order: readonly [1 | 2, 1 | 2]): 1 | 2 | undefined {
  return choice === "tie" ? undefined : order[choice === "A" ? 0 : 1];
}

function print(model: string, judged: readonly Judged[], seconds: number): void {
  console.log(`\n${model}: ${judged.length} pairs in both orders, ${seconds.toFixed(0)} s`);
  console.log(
    "| subset | pairs | unreadable | ties | flipped by the order | replies that agree | pairs agreed on in both orders |",
  );
  console.log("|---|---|---|---|---|---|---|");
  for (const [subset, own] of [...Map.groupBy(judged, (one) => one.subset), ["all", judged] as const]) {
    const read = own.filter(({ choices }) => choices.length === 2);
    const agree = ({ label, choices }: Judged) => choices.filter((choice) => choice === label).length;
    const replies = share(read.map((one) => ({ found: agree(one), expected: 2 })));
    const both = share(read.map((one) => ({ found: agree(one) === 2 ? 1 : 0, expected: 1 })));
    const flipped = read.filter(({ choices: [a, b] }) => a !== b).length;
    const ties = read.filter(({ choices: [a, b] }) => a === undefined && b === undefined).length;
    console.log(
      `| ${subset} | ${own.length} | ${own.length - read.length} | ${ties} | ${flipped} | ${replies} | ${both} |`,
    );
  }
  console.log(tellFitness(judged));
}

/** The desk's word: the choices held against the marked ones as they are against people's. */
function tellFitness(judged: readonly Judged[]): string {
  const read = judged.filter(({ choices }) => choices.length === 2);
  const idsOf = (pair: number) => [`${pair}a`, `${pair}b`] as const;
  const preferences = read.map(({ label }, pair): Preference => {
    const [left, right] = idsOf(pair);
    return { by: "marked", left, right, choice: label === 1 ? "left" : "right" };
  });
  const pairs = read.map(({ choices: [one, other] }, pair) => {
    const [first, second] = idsOf(pair);
    const better = one !== other || one === undefined ? undefined : one === 1 ? first : second;
    return { prompt: `${pair}`, first, second, better };
  });
  const { fitness, agreement } = measureChoiceFitness({ judge: "judge", pairs, preferences, threshold: 0.4 });
  const { value, interval } = agreement?.kappa ?? {};
  const ends = interval === undefined ? "" : ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
  return `${fitness}: kappa with the marked choices ${value?.toFixed(2) ?? "unknown"}${ends}`;
}

function share(clusters: readonly { readonly found: number; readonly expected: number }[]): string {
  const found = clusters.reduce((sum, one) => sum + one.found, 0);
  const expected = clusters.reduce((sum, one) => sum + one.expected, 0);
  const interval = shareInterval(clusters);
  const percent = (value: number) => (value * 100).toFixed(0);
  const shown = `${found} of ${expected}`;
  return interval === undefined ? shown : `${shown} [${percent(interval.low)}, ${percent(interval.high)} %]`;
}
