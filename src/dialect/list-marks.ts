import type { AnswerForm, CallForm } from "./answer-form.ts";
import { listForms } from "./call-forms.ts";
import { channelMarks } from "./read-channels.ts";

/** Every text that an answer may hold as a mark: where these are control tokens, a reader must see them spelt out. */
export function listMarks(form: AnswerForm): readonly string[] {
  const around = [form.reasoning, form.text].flatMap((marks) => (marks === undefined ? [] : [marks.open, marks.close]));
  const calls = listForms(form.calls).flatMap(marksOfCalls);
  return [
    ...new Set([
      ...around,
      ...calls,
      ...(form.header ?? []),
      ...(form.recipient ?? []),
      ...(form.layout === "channels" ? channelMarks : []),
    ]),
  ];
}

function marksOfCalls({ section, open, close, separator, body }: CallForm): readonly string[] {
  const inner =
    body.type === "tags"
      ? [...body.afterName, body.argument.open, ...body.argument.afterKey, ...body.argument.close]
      : body.type === "named-json"
        ? body.afterName
        : body.type === "quoted-marks"
          ? [body.quote]
          : [];
  return [section?.open ?? "", section?.close ?? "", open, close, separator, ...inner];
}
