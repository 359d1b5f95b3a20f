import { aboutTokens, estimateTokens } from "./attachments.ts";
import type { Attachment } from "./conversation.ts";

/** Texts that go along, each with its size. */
export function Chips(props: {
  readonly attachments: readonly Attachment[];
  readonly onRemove?: (index: number) => void;
}) {
  const { attachments, onRemove } = props;
  if (attachments.length === 0) return null;
  return (
    <ul class="chips" aria-label="Attached">
      {attachments.map(({ name, text }, index) => (
        <li key={`${index} ${name}`}>
          <span class="chip-name">{name}</span> <span class="muted">{aboutTokens(estimateTokens(text))}</span>
          {onRemove !== undefined && (
            <button type="button" class="quiet" aria-label={`Remove ${name}`} onClick={() => onRemove(index)}>
              ×
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
