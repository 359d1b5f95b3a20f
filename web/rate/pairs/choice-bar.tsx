import { CHOICE_NAMES, type Chosen, type PairDesk } from "./pair-desk.ts";

const CHOICES = ["left", "right", "both-good", "both-bad"] as const;

const KEYS = [
  ["1 to 4", "choose"],
  ["Shift 1, 2", "by far"],
  ["← →", "pair"],
  ["u", "undo"],
] as const;

/** What can be said of two answers; it stays in sight however long they are. */
export function ChoiceBar({ desk }: { readonly desk: PairDesk }) {
  const chosen = desk.chosenAt(desk.place.value);
  return (
    <section class="card rate-bar" aria-label="Which answer is better?">
      <div class="rate-choices">
        {CHOICES.map((choice, index) => (
          <ChoiceButton
            key={choice}
            {...{ desk, chosen, choice, much: false }}
            digit={choice.startsWith("both") ? index + 1 : undefined}
          />
        ))}
      </div>
      <div class="rate-keys muted small">
        {KEYS.map(([key, means]) => (
          <span key={key} class="rate-key">
            <kbd>{key}</kbd> {means}
          </span>
        ))}
        {(["left", "right"] as const).map((choice) => (
          <ChoiceButton key={choice} {...{ desk, chosen, choice, much: true }} />
        ))}
        <button type="button" class="quiet" onClick={() => desk.undo()}>
          Undo
        </button>
      </div>
    </section>
  );
}

interface ChoiceButtonProps extends Chosen {
  readonly desk: PairDesk;
  readonly chosen: Chosen | undefined;
  /** Its key, where the name does not say it. */
  readonly digit?: number | undefined;
}

function ChoiceButton({ desk, chosen, choice, much, digit }: ChoiceButtonProps) {
  const isPressed = chosen?.choice === choice && chosen.much === much;
  return (
    <button
      type="button"
      class={much ? "quiet" : "rate-choice"}
      aria-pressed={isPressed}
      onClick={() => desk.choose({ choice, much })}
    >
      {digit !== undefined && <kbd>{digit}</kbd>}{" "}
      {much ? CHOICE_NAMES[choice].replace("is better", "by far") : CHOICE_NAMES[choice]}
    </button>
  );
}
