/**
 * How well words alone tell whether a passage supports a sentence, on replies that people have labelled:
 *
 *   node perf/citations.ts <begin_dev_wow.tsv> <begin_test_wow.tsv>
 *
 * The files have a line for each reply: the passage (`knowledge`), the reply (`response`) and `begin_label`. The threshold is read off the
 * first file, and the errors are those on the second one.
 */
import { readFileSync } from "node:fs";
import { supportOf } from "../src/pipelines/citations/supports.ts";
import { auroc } from "../src/stats/auroc.ts";
import { shareInterval } from "../src/stats/share-interval.ts";

const [dev, test] = process.argv.slice(2).map(readReplies);
if (dev === undefined || test === undefined) throw new Error("Name the two files of BEGIN.");

interface Reply {
  readonly isSupported: boolean;
  readonly support: number;
}

const best = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((threshold) => ({ threshold, ...errorsAt(dev, threshold) }));
for (const { threshold, lost, passed } of best)
  console.log(`dev, threshold ${threshold}: supported and dropped ${show(lost)}; unsupported and kept ${show(passed)}`);
const area = auroc(
  test.filter(({ isSupported }) => isSupported).map(({ support }) => support),
  test.filter(({ isSupported }) => !isSupported).map(({ support }) => support),
);
if (area !== undefined)
  console.log(
    `test: area ${area.value.toFixed(2)} [${area.low.toFixed(2)}, ${area.high.toFixed(2)}], ${area.positives} supported, ${area.negatives} not`,
  );
for (const threshold of [0.5, 0.6, 0.7, 0.8]) {
  const { lost, passed } = errorsAt(test, threshold);
  console.log(
    `test, threshold ${threshold}: supported and dropped ${show(lost)}; unsupported and kept ${show(passed)}`,
  );
}

function errorsAt(replies: readonly Reply[], threshold: number) {
  const of = (isSupported: boolean, isWrong: (support: number) => boolean) =>
    replies
      .filter((reply) => reply.isSupported === isSupported)
      .map(({ support }) => ({ found: Number(isWrong(support)), expected: 1 }));
  return { lost: of(true, (support) => support < threshold), passed: of(false, (support) => support >= threshold) };
}

function show(errors: readonly { readonly found: number; readonly expected: number }[]): string {
  const wrong = errors.reduce((sum, { found }) => sum + found, 0);
  const { low = 0, high = 1 } = shareInterval(errors) ?? {};
  const percent = (share: number) => (share * 100).toFixed(0);
  return `${percent(wrong / errors.length)} % [${percent(low)}, ${percent(high)}] of ${errors.length}`;
}

function readReplies(path: string): readonly Reply[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const names = head.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    return {
      isSupported: cell("begin_label").trim() === "Fully attributable",
      support: supportOf(cell("knowledge"), cell("response")),
    };
  });
}
