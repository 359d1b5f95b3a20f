const NAME = "assay-rater";
const MOST_LETTERS = 60;

/** Asks once who scores. */
export function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (name !== "") onName(name);
  };
  return (
    <form class="card key-form" onSubmit={submit}>
      <h1>Rate answers</h1>
      <p>
        Score answers from 1 to 5, or say which of two is better, without knowing which model gave them. What several
        people say is kept apart by name.
      </p>
      <label>
        Your name
        <input name="name" required maxLength={MOST_LETTERS} autocomplete="name" aria-describedby="rate-name-help" />
      </label>
      <p id="rate-name-help" class="muted small">
        It is kept in this browser, and stands beside your scores in the run's folder.
      </p>
      <button type="submit">Begin</button>
    </form>
  );
}

/** Who scored last in this browser; empty where nobody did. */
export function readName(): string {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

export function keepName(name: string): void {
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
