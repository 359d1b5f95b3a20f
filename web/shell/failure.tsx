import { asPageError } from "./page-error.ts";

/** What went wrong, and the next step. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { message, hint } = asPageError(error);
  return (
    <div class="failure" role="alert">
      <p>{message}</p>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
