import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Prompt } from "../../core/prompt.ts";
import { scoreAnswer } from "./score-answer.ts";

type Task = readonly [owner: string, task: string, due: string];

/** The layouts that chat models write action items in. */
const LAYOUTS: Readonly<Record<string, (tasks: readonly Task[]) => string>> = {
  "bold owners": (tasks) => tasks.map(([owner, task, due]) => `- **${owner}**: ${task} (${due})`).join("\n"),
  "bold names as headings": (tasks) =>
    tasks.map(([owner, task, due]) => `**${owner}**\n- prepare the ${task} by ${due}`).join("\n\n"),
  headings: (tasks) =>
    tasks.map(([owner, task, due]) => `### ${owner}\n\n- Prepare the ${task} by ${due}`).join("\n\n"),
  "JSON, indented": (tasks) =>
    JSON.stringify(
      tasks.map(([owner, task, due]) => ({ task: `Prepare the ${task}`, owner, due })),
      null,
      2,
    ),
  "JSON in a fence": (tasks) =>
    "Here:\n```json\n" +
    JSON.stringify({ action_items: tasks.map(([owner, task, due]) => ({ task, assignee: owner, due_date: due })) }) +
    "\n```",
  "JSON by name": (tasks) =>
    JSON.stringify(Object.fromEntries(tasks.map(([owner, task, due]) => [owner, { task, deadline: due }])), null, 1),
  "a table": (tasks) =>
    "| Task | Owner | Due |\n|---|---|---|\n" +
    tasks.map(([owner, task, due]) => `| ${task} | ${owner} | ${due} |`).join("\n"),
  "label lines": (tasks) =>
    tasks.map(([owner, task, due]) => `Owner: ${owner}\nTask: ${task}\nDue: ${due}`).join("\n\n"),
  "label lines without gaps": (tasks) =>
    tasks.map(([owner, task, due]) => `Task: ${task}\nOwner: ${owner}\nDue: ${due}`).join("\n"),
  "labels with dashes": (tasks) =>
    tasks.map(([owner, task, due]) => `Owner - ${owner}\nTask - ${task}\nDue - ${due}`).join("\n\n"),
  "sub-items with labels": (tasks) =>
    tasks
      .map(
        ([owner, task, due], index) => `${index + 1}. **Prepare the ${task}**\n   - Owner: ${owner}\n   - Due: ${due}`,
      )
      .join("\n"),
  "sub-items without labels": (tasks) =>
    tasks.map(([owner, task, due], index) => `${index + 1}. ${owner}\n   - ${task}\n   - by ${due}`).join("\n"),
  "one sentence": (tasks) =>
    `${tasks.map(([owner, task, due]) => `${owner} will prepare the ${task} by ${due}`).join(", and ")}.`,
  "passive sentences": (tasks) =>
    tasks.map(([owner, task, due]) => `The ${task} will be prepared by ${owner} by ${due}.`).join(" "),
  pronouns: (tasks) =>
    tasks.map(([owner, task, due]) => `${owner} has the ${task}. She will send it by ${due}.`).join(" "),
  "a sentence for the day": (tasks) =>
    tasks.map(([owner, task, due]) => `${owner} will send the ${task}. It is due on ${due}.`).join(" "),
  "days first": (tasks) =>
    `${tasks.map(([owner, task, due]) => `By ${due}, ${owner} will send the ${task}`).join("; ")}.`,
  "names above lines": (tasks) =>
    tasks.map(([owner, task, due]) => `${owner}:\nPrepare the ${task} by ${due}`).join("\n\n"),
  brackets: (tasks) => tasks.map(([owner, task, due]) => `* ${task} (${owner}, due ${due})`).join("\n"),
  arrows: (tasks) => tasks.map(([owner, task, due]) => `- [ ] ${task} → ${owner} → ${due}`).join("\n"),
  while: (tasks) => `${tasks.map(([owner, task, due]) => `${owner} prepares the ${task} by ${due}`).join(" while ")}.`,
  possessives: (tasks) =>
    tasks.map(([owner, task, due]) => `${owner}'s task is to prepare the ${task} before ${due}.`).join(" "),
};

const prompts: readonly Prompt[] = JSON.parse(
  readFileSync(new URL("../../../prompts/meeting-notes.json", import.meta.url), "utf8"),
);
const lists = prompts.map(({ facets = [] }) => facets.flatMap((facet) => (isTask(facet) ? [facet] : [])));

describe("scoreAnswer() scores the same content alike in every layout", () => {
  for (const [layout, write] of Object.entries(LAYOUTS)) {
    it(`finds all in ${layout}`, () => {
      for (const tasks of lists) assert.equal(countFound(tasks, write(tasks)), tasks.length, write(tasks));
    });

    it(`finds nothing where owners are exchanged in ${layout}`, () => {
      for (const tasks of lists.filter(({ length }) => length > 1)) {
        const answer = write(tasks.map(([, task, due], index) => [following(tasks, index)[0], task, due]));
        assert.equal(countFound(tasks, answer), 0, answer);
      }
    });

    it(`finds nothing where days are exchanged in ${layout}`, () => {
      for (const tasks of lists.filter(
        (list) => list.length > 1 && new Set(list.map(([, , due]) => due)).size === list.length,
      )) {
        const answer = write(tasks.map(([owner, task], index) => [owner, task, following(tasks, index)[2]]));
        assert.equal(countFound(tasks, answer), 0, answer);
      }
    });
  }
});

function following(tasks: readonly Task[], index: number): Task {
  return tasks[(index + 1) % tasks.length] ?? ["", "", ""];
}

function countFound(tasks: readonly Task[], answer: string): number {
  return scoreAnswer(tasks, answer).found;
}

function isTask(facet: unknown): facet is Task {
  return Array.isArray(facet) && facet.length === 3;
}
