import { useState } from "preact/hooks";
import { AssayError } from "../../src/core/errors.ts";
import { type AnswerFigure, readFigures } from "../answers/answer-figures.ts";
import { FigureList } from "../answers/figure-list.tsx";
import { Markdown } from "../answers/markdown/markdown.tsx";
import { measureAnswer } from "../answers/measure-answer.ts";
import { ModelPicker, useAnswerModels } from "../answers/model-picker.tsx";
import { Failure } from "../shell/failure.tsx";

/** The room `#/chat`. */
export function Chat() {
  const { models, failure, refresh } = useAnswerModels();
  const [picked, setPicked] = useState<string>();
  const [question, setQuestion] = useState("");
  const [text, setText] = useState("");
  const [figures, setFigures] = useState<readonly AnswerFigure[]>([]);
  const [broken, setBroken] = useState<unknown>();
  const model = models?.find(({ id }) => id === picked) ?? models?.[0];
  const ask = async () => {
    if (model === undefined) return;
    setText("");
    setBroken(undefined);
    await using chat = await model.open();
    const sample = await measureAnswer({
      model: chat,
      request: { messages: [{ role: "user", content: question }] },
      onEvent: (event) => event.type === "text-delta" && setText((before) => before + event.text),
    });
    setFigures(readFigures(sample));
    if (sample.error !== undefined) setBroken(new AssayError(sample.error));
  };
  return (
    <>
      <h1>Chat</h1>
      {failure !== undefined && <Failure error={failure} onRetry={refresh} />}
      {models !== undefined && <ModelPicker label="Model" models={models} value={model?.id} onChange={setPicked} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask().catch(setBroken);
        }}
      >
        <label>
          Message
          <textarea value={question} onInput={(event) => setQuestion(event.currentTarget.value)} />
        </label>
        <button type="submit">Send</button>
      </form>
      <Markdown text={text} />
      <FigureList figures={figures} />
      {broken !== undefined && <Failure error={broken} />}
    </>
  );
}
