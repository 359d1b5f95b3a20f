import type { EntryFilter } from "./model-entries.ts";

export interface ModelFilterProps {
  readonly filter: EntryFilter;
  readonly purposes: readonly string[];
  readonly onChange: (filter: EntryFilter) => void;
}

/** What the list shows: words, and the questions that most people have. */
export function ModelFilter({ filter, purposes, onChange }: ModelFilterProps) {
  const change = (changes: Partial<EntryFilter>) => onChange({ ...filter, ...changes });
  return (
    <search class="filter">
      <label class="search">
        <span class="hidden">Search</span>
        <input
          type="search"
          placeholder="Search by name, publisher, licence ..."
          value={filter.words}
          onInput={(event) => change({ words: event.currentTarget.value })}
        />
      </label>
      <label>
        <span class="hidden">What it can do</span>
        <select value={filter.purpose} onChange={(event) => change({ purpose: event.currentTarget.value })}>
          <option value="">Anything</option>
          {purposes.map((purpose) => (
            <option key={purpose} value={purpose}>
              {purpose.charAt(0).toUpperCase() + purpose.slice(1)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={filter.onlyHere}
          onChange={(event) => change({ onlyHere: event.currentTarget.checked })}
        />
        Here
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={filter.onlyFitting}
          onChange={(event) => change({ onlyFitting: event.currentTarget.checked })}
        />
        Fits the memory
      </label>
    </search>
  );
}
