import { z } from "zod";
import { type PipelineDefinition, SIGNAL_NAMES } from "../../core/pipeline.ts";
import { strictObject } from "../../json/strict-object.ts";
import type { SourceDefinition } from "./source-definition.ts";
import { writtenText } from "./written-values.ts";

const texts = z.array(writtenText).min(1);
const count = z.int().min(1);

const stepSchema = strictObject({
  instruction: writtenText.optional(),
  maxTokens: count.optional().describe("Most tokens of this step; a lower limit of the request holds."),
  temperature: z.number().min(0).optional().describe("Taken where the request states none."),
});

const draftRefineSchema = strictObject({
  draft: writtenText.describe("Name of the model that drafts."),
  refine: writtenText.describe("Name of the model that refines."),
  when: strictObject({
    longerThan: count.optional().describe("Refines drafts of more characters than these."),
    topics: texts.optional().describe("Refines where the request or the draft has one of these words or phrases."),
    priority: texts.optional().describe("Refines requests whose metadata.priority is one of these."),
  })
    .refine((rule) => Object.keys(rule).length > 0, "given a rule: longerThan, topics or priority")
    .optional()
    .describe("Any of these is enough; absent: every draft is refined."),
  draftStep: stepSchema.optional(),
  refineStep: stepSchema.optional(),
});

const signalRuleSchema = strictObject({
  signal: z.enum(SIGNAL_NAMES),
  below: z.number().optional(),
  above: z.number().optional(),
}).refine(({ below, above }) => (below === undefined) !== (above === undefined), "given a threshold: below or above");

const cascadeSchema = strictObject({
  small: writtenText.describe("Name of the model that answers first."),
  large: writtenText.describe("Name of the model that answers where a signal asks for it."),
  when: z.array(signalRuleSchema).min(1).describe("Any of these is enough."),
  promisedRate: z.number().min(0).max(1).optional().describe("Share of requests that was measured to be escalated."),
});

const routeSchema = strictObject({
  model: writtenText,
  tasks: texts.optional().describe("Values of the request's metadata.task."),
  topics: texts.optional().describe("Words or phrases of the last message of the user."),
  needs: z
    .array(z.enum(["tools", "json"]))
    .min(1)
    .optional()
    .describe("What the request asks for."),
  longerThan: count.optional().describe("Characters of the conversation, more than these."),
}).refine((route) => Object.keys(route).length > 1, "given a rule: tasks, topics, needs or longerThan");

const routerSchema = strictObject({
  routes: z
    .array(routeSchema)
    .min(1)
    .describe("The first that fits takes the request; all that a route states must hold."),
  otherwise: writtenText.describe("Name of the model for all other requests."),
});

const ragSchema = strictObject({
  model: writtenText.describe("Name of the model that answers."),
  documents: writtenText.describe("Name of a set of documents, as `assay docs add` made it."),
  passages: z.int().min(1).max(20).optional().describe("Passages to show the model; absent: 4."),
  instruction: writtenText.optional().describe("In front of the conversation, in place of the usual instruction."),
  fallback: writtenText.optional().describe("Name of a larger model that answers where `when` asks for it."),
  when: z.array(signalRuleSchema).min(1).optional(),
}).refine(
  ({ fallback, when }) => (fallback === undefined) === (when === undefined),
  "given fallback and when together",
);

const pipelineSchema = strictObject({
  draftRefine: draftRefineSchema.optional(),
  cascade: cascadeSchema.optional(),
  router: routerSchema.optional(),
  rag: ragSchema.optional(),
})
  .refine((kinds) => Object.keys(kinds).length === 1, "given one kind: draftRefine, cascade, router or rag")
  .meta({ id: "pipeline" });

export const pipelineSource = {
  description: "A model that is made of others, which are named as models are.",
  schema: pipelineSchema,
  place: "here",
  toSource: (written) => ({ type: "pipeline", definition: toDefinition(written) }),
  describe: ({ definition }) => `is a pipeline (${definition.kind})`,
} satisfies SourceDefinition<"pipeline", typeof pipelineSchema>;

function toDefinition({ draftRefine, cascade, router, rag }: z.output<typeof pipelineSchema>): PipelineDefinition {
  if (draftRefine !== undefined) return { kind: "draft-refine", ...draftRefine };
  if (cascade !== undefined) return { kind: "cascade", ...cascade };
  if (router !== undefined) return { kind: "router", ...router };
  if (rag !== undefined) return { kind: "rag", ...rag };
  throw new Error("The schema lets no pipeline through that has no kind");
}
