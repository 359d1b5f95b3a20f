import type { Material, SupportCheck } from "../../../core/check.ts";
import type { Prompt } from "../../../core/prompt.ts";
import type { CheckDefinition, CheckFault } from "../definition/check-definition.ts";
import { holdToLeast, wordLeast } from "../text/hold-to-least.ts";
import { nGrams, wordsOf } from "../text/n-grams.ts";

/** The share of the answer's n-grams that stand in the material. It finds what was added, not what was put together wrongly. */
export const support: CheckDefinition<"support"> = {
  type: "support",
  name: "Support",
  says: "The share of the answer's n-grams that stand in the material reaches its least value.",
  word: ({ n, material, min }) => `${n}-grams of the answer in ${wordMaterial(material)}${wordLeast(min)}`,
  findFaults: ({ material }, prompt) => findMaterialFaults(material, prompt),
  run: (check, { text, prompt }) => {
    const name = `The share of ${check.n}-grams in the material`;
    return holdToLeast(supportOf(check, text, prompt), { min: check.min, name });
  },
};

/** The share, 0 to 1; absent when the answer or the material has fewer than n words. Repeated n-grams count each time. */
function supportOf({ n, material }: SupportCheck, answer: string, prompt: TextsOf): number | undefined {
  const given = new Set(nGrams(wordsOf(readMaterial(material, prompt) ?? ""), n));
  const own = nGrams(wordsOf(answer), n);
  if (own.length === 0 || given.size === 0) return undefined;
  return own.filter((gram) => given.has(gram)).length / own.length;
}

type TextsOf = Pick<Prompt, "prompt" | "system">;

/** Absent when it is not there. */
function readMaterial(material: Material, { prompt, system }: TextsOf): string | undefined {
  if (material === "prompt") return prompt;
  if (material === "system") return system;
  const mark = "after" in material ? material.after : material.before;
  const at = prompt.indexOf(mark);
  if (at < 0) return undefined;
  return "after" in material ? prompt.slice(at + mark.length) : prompt.slice(0, at);
}

function findMaterialFaults(material: Material, prompt: TextsOf): readonly CheckFault[] {
  const text = readMaterial(material, prompt);
  if (text !== undefined && wordsOf(text).length > 0) return [];
  if (material === "prompt" || material === "system")
    return [{ path: ["material"], message: `must name a text that the prompt has; it has no ${material} text` }];
  const [key, mark] = "after" in material ? ["after", material.after] : ["before", material.before];
  const rule = text === undefined ? "a text that stands in the prompt" : `followed by a text in the prompt`;
  const stated = key === "before" && text !== undefined ? "preceded by a text in the prompt" : rule;
  return [{ path: ["material", key ?? ""], message: `must be ${stated}, not ${JSON.stringify(mark)}` }];
}

function wordMaterial(material: Material): string {
  if (material === "prompt") return "the prompt";
  if (material === "system") return "the system text";
  return "after" in material
    ? `the prompt after ${JSON.stringify(material.after)}`
    : `the prompt before ${JSON.stringify(material.before)}`;
}
