import type { AnswerFigure } from "./answer-figures.ts";

/** The figures of an answer that are known, each with how it was measured. */
export function FigureList({ figures }: { readonly figures: readonly AnswerFigure[] }) {
  return (
    <dl class="figures">
      {figures
        .filter(({ text }) => text !== undefined)
        .map(({ id, name, text, how }) => (
          <div key={id} title={how}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
