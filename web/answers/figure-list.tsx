import { useId } from "preact/hooks";
import type { AnswerFigure } from "./answer-figures.ts";

/** The figures of an answer that are known; on each hover or focus tells how it was measured. */
export function FigureList({ figures }: { readonly figures: readonly AnswerFigure[] }) {
  const id = useId();
  return (
    <ul class="figures" aria-label="Figures of this answer">
      {figures
        .filter(({ text }) => text !== undefined)
        .map((figure) => (
          <li key={figure.id}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: how it was measured must be reached by keyboard */}
            <span class="figure" tabIndex={0} aria-describedby={`${id}-${figure.id}`}>
              {figure.name} <b>{figure.text}</b>
              <span class="how" role="tooltip" id={`${id}-${figure.id}`}>
                {figure.how}
              </span>
            </span>
          </li>
        ))}
    </ul>
  );
}
