import type { ChatEvent } from "../../../core/chat-event.ts";
import type { ChatRequest } from "../../../core/chat-model.ts";
import type { Warning } from "../../../core/warning.ts";
import { checkByPattern, checkBySchema, type RunInTime, type SchemaCheck } from "./check-by-schema.ts";

type Checked = Pick<ChatRequest, "responseFormat" | "tools">;

export interface AnswerCheck {
  /** Paths of the request's schemas that decoding was not held to. */
  readonly unheld?: readonly string[] | undefined;
  readonly runInTime: RunInTime;
}

/**
 * Passes the events of an answer on, and says in a warning what became of the checks that are due: of an answer whose
 * schema was not held as a whole, and of every call's arguments.
 */
export async function* checkAnswer(
  events: AsyncIterable<ChatEvent>,
  request: Checked,
  { unheld = [], runInTime }: AnswerCheck,
): AsyncGenerator<ChatEvent> {
  const isDue = unheld.some((path) => path.startsWith("responseFormat"));
  let text = "";
  let hasCalled = false;
  for await (const event of events) {
    if (event.type === "text-delta" && isDue) text += event.text;
    if (event.type === "tool-call") {
      hasCalled = true;
      const warning = checkCall(event, request, { unheld, runInTime });
      if (warning !== undefined) yield { type: "warning", warning };
    }
    // An answer that was cut, or is a call, is none of the format.
    if (event.type === "finish" && isDue && event.reason === "stop" && !hasCalled)
      yield { type: "warning", warning: toWarning("The answer", checkText(text, request, runInTime)) };
    yield event;
  }
}

function checkText(text: string, { responseFormat }: Checked, runInTime: RunInTime): SchemaCheck {
  if (responseFormat?.type === "pattern") return checkByPattern(responseFormat.pattern, text, runInTime);
  if (responseFormat?.type !== "json-schema") return { type: "fits" };
  return checkJson(responseFormat.schema, text, runInTime);
}

/** Arguments that fit are worth a word only where that was in doubt. */
function checkCall(
  { name, argumentsJson }: ChatEvent & { type: "tool-call" },
  { tools = [] }: Checked,
  { unheld = [], runInTime }: AnswerCheck,
): Warning | undefined {
  const index = tools.findIndex((tool) => tool.name === name);
  const parameters = tools[index]?.parameters;
  if (parameters === undefined) return undefined;
  const check = checkJson(parameters, argumentsJson, runInTime);
  const isDue = unheld.some((path) => path.startsWith(`tools[${index}].`));
  return check.type === "fits" && !isDue ? undefined : toWarning(`The call of ${name}`, check);
}

function checkJson(schema: unknown, json: string, runInTime: RunInTime): SchemaCheck {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { type: "differs", problem: "it is no JSON" };
  }
  return checkBySchema(schema, value, runInTime);
}

function toWarning(what: string, check: SchemaCheck): Warning {
  switch (check.type) {
    case "fits":
      return { code: "notice", message: `${what} fits its schema.` };
    case "differs":
      return { code: "notice", message: `${what} does not fit its schema: ${check.problem}` };
    case "unchecked":
      return { code: "notice", message: `${what} could not be checked by its schema: ${check.because}` };
    default:
      return check satisfies never;
  }
}
