export type PipelineDefinition = DraftRefineDefinition | CascadeDefinition | RouterDefinition | RagDefinition;

/** A small model drafts; a larger one refines the draft where a rule says so. */
export interface DraftRefineDefinition {
  readonly kind: "draft-refine";
  readonly draft: string;
  readonly refine: string;
  /** Absent: every draft is refined. */
  readonly when?: DraftRule | undefined;
  readonly draftStep?: StepSettings | undefined;
  readonly refineStep?: StepSettings | undefined;
}

/** Any of these is enough. */
export interface DraftRule {
  /** Characters of the draft, more than these. */
  readonly longerThan?: number | undefined;
  /** Words or phrases of which the request or the draft has one, in any case. */
  readonly topics?: readonly string[] | undefined;
  /** Values of the request's `metadata.priority`. */
  readonly priority?: readonly string[] | undefined;
}

/** How a step asks its model. A request that states the same goes before it; the lower limit of tokens holds. */
export interface StepSettings {
  /** Draft: in front of the conversation as a system message. Refine: asked after the draft. */
  readonly instruction?: string | undefined;
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
}

/** A small model answers; where a signal says that it is not sure, a larger one answers instead. */
export interface CascadeDefinition {
  readonly kind: "cascade";
  readonly small: string;
  readonly large: string;
  /** The larger one answers where any of these is true. */
  readonly when: readonly SignalRule[];
  /** Share of requests that the policy was measured to escalate, for comparison with what happens. */
  readonly promisedRate?: number | undefined;
}

/** A signal with its threshold; one of the two is given. */
export interface SignalRule {
  readonly signal: SignalName;
  readonly below?: number | undefined;
  readonly above?: number | undefined;
}

/** Signs that an answer may be wrong, each a number; see `src/pipelines/signals.ts`. */
export const SIGNAL_NAMES = [
  "mean-logprob",
  "min-logprob",
  "characters",
  "cut-off",
  "refusal",
  "invalid-json",
] as const;

export type SignalName = (typeof SIGNAL_NAMES)[number];

/** Each request goes to the first route that fits it. */
export interface RouterDefinition {
  readonly kind: "router";
  readonly routes: readonly Route[];
  /** Takes what no route fits. */
  readonly otherwise: string;
}

/** All that is stated must hold. */
export interface Route {
  readonly model: string;
  /** Values of the request's `metadata.task`. */
  readonly tasks?: readonly string[] | undefined;
  /** Words or phrases of which the last user message has one, in any case. */
  readonly topics?: readonly string[] | undefined;
  /** The request has tools, or asks for JSON. */
  readonly needs?: readonly ("tools" | "json")[] | undefined;
  /** Characters of the conversation, more than these. */
  readonly longerThan?: number | undefined;
}

/** A model answers from passages of documents, and cites them. */
export interface RagDefinition {
  readonly kind: "rag";
  readonly model: string;
  /** Name of a set of documents. */
  readonly documents: string;
  /** Passages to show the model. Absent: 4. */
  readonly passages?: number | undefined;
  /** In front of the conversation as a system message, in place of the usual instruction. */
  readonly instruction?: string | undefined;
  /** Name of a larger model that answers from the same passages where a signal of `when` asks for it. */
  readonly fallback?: string | undefined;
  /** Any of these is enough; without a fallback there are none. */
  readonly when?: readonly SignalRule[] | undefined;
}
