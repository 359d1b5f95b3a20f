import type { ChatModel, ChatRequest } from "../../src/core/chat-model.ts";

/** What the suite needs to know of an engine. A test whose scenario or capability is absent is skipped. */
export interface ChatHarness {
  /** Loads a model that answers the scenario's request as the scenario says. */
  create(options: { readonly scenario: ScenarioName; readonly parallel: number }): Promise<LoadedChat>;
  /** True where loading is slow: tests that need the same model share one, and are less apart from each other. */
  readonly shareModels?: boolean | undefined;
  readonly scenarios: {
    /** Ends by itself with `stop`; at least 8 characters in at least 3 deltas. The request needs no temperature. */
    readonly answer: ChatScenario;
    /** Goes on for at least 200 ms after its first delta, unless it is stopped. */
    readonly long: ChatScenario;
    /** Holds characters of several bytes, such as emoji, split over the model's pieces; at least 2 deltas. */
    readonly unicode?: ChatScenario | undefined;
    /** Ends with a call of one of the request's tools. */
    readonly toolCall?: ChatScenario | undefined;
    /** Asks for JSON by a schema; the answer ends with a stop. */
    readonly json?: ChatScenario | undefined;
  };
  /** False when nobody can count the tokens while they come (a user's own module). Default true. */
  readonly honoursMaxTokens?: boolean | undefined;
}

export interface LoadedChat {
  readonly chat: ChatModel;
  /** Unloads the model, the way its loader's caller would. */
  dispose(): PromiseLike<void>;
}

export type ScenarioName = keyof ChatHarness["scenarios"];

export interface ChatScenario {
  readonly request: ChatRequest;
  /** The exact answer; absent when it is not known beforehand. */
  readonly text?: string | undefined;
}

/** Registers a test of a model that answers the scenario; the test leaves the model as it was. */
export type Check = (
  title: string,
  run: (chat: ChatModel, skip: (because: string) => void) => Promise<void>,
  options?: { readonly scenario?: ScenarioName; readonly parallel?: number },
) => void;
