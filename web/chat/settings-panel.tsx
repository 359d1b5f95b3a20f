import { useState } from "preact/hooks";
import { type ChatSettings, parseTools } from "./chat-settings.ts";

export interface SettingsPanelProps {
  readonly settings: ChatSettings;
  readonly onChange: (settings: ChatSettings) => void;
}

/** How this conversation is to be answered. An empty field leaves it to the model. */
export function SettingsPanel({ settings, onChange }: SettingsPanelProps) {
  const change = (part: Partial<ChatSettings>) => onChange({ ...settings, ...part });
  return (
    <div class="settings card">
      <label class="wide">
        System prompt
        <textarea
          rows={3}
          value={settings.system}
          placeholder="None"
          onInput={({ currentTarget }) => change({ system: currentTarget.value })}
        />
      </label>
      {NUMBERS.map(({ name, label, hint, ...bounds }) => (
        <NumberField
          key={name}
          label={label}
          hint={hint}
          bounds={bounds}
          value={settings[name]}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <label>
        Stop texts
        <textarea
          rows={2}
          value={settings.stop}
          placeholder="None"
          aria-describedby="stop-hint"
          onInput={({ currentTarget }) => change({ stop: currentTarget.value })}
        />
        <small id="stop-hint" class="muted">
          One a line; each ends the answer.
        </small>
      </label>
      <ToolsField tools={settings.tools} onChange={(tools) => change({ tools })} />
    </div>
  );
}

const NUMBERS = [
  { name: "temperature", label: "Temperature", hint: "0 takes the likeliest token each time.", min: 0, step: "any" },
  { name: "topP", label: "Top p", hint: "Above 0, at most 1.", min: 0.001, max: 1, step: "any" },
  { name: "maxTokens", label: "Most tokens", hint: "Length of an answer, reasoning included.", min: 1, step: 1 },
  { name: "seed", label: "Seed", hint: "The same seed draws the same answer.", step: 1 },
] as const;

interface NumberFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly bounds: { readonly min?: number; readonly max?: number; readonly step: number | "any" };
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function NumberField({ label, hint, bounds, value, onChange }: NumberFieldProps) {
  const [problem, setProblem] = useState("");
  const id = `setting-${label.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <label>
      {label}
      <input
        type="number"
        inputMode="decimal"
        {...bounds}
        defaultValue={value === undefined ? "" : String(value)}
        placeholder="The model's own"
        aria-describedby={id}
        aria-invalid={problem !== ""}
        onInput={({ currentTarget }) => {
          setProblem(currentTarget.validationMessage);
          if (!currentTarget.validity.valid) return;
          onChange(currentTarget.value === "" ? undefined : currentTarget.valueAsNumber);
        }}
      />
      <small id={id} class={problem === "" ? "muted" : "bad"} role={problem === "" ? undefined : "alert"}>
        {problem || hint}
      </small>
    </label>
  );
}

const EXAMPLE = `[{"name": "get_weather", "description": "Weather of a city",
  "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}]`;

function ToolsField({ tools, onChange }: { readonly tools: string; readonly onChange: (tools: string) => void }) {
  const { names, problem } = readTools(tools);
  return (
    <label class="wide">
      Tools
      <textarea
        rows={4}
        class="mono"
        spellcheck={false}
        value={tools}
        placeholder={EXAMPLE}
        aria-describedby="tools-hint"
        aria-invalid={problem !== undefined}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <small id="tools-hint" class={problem === undefined ? "muted" : "bad"}>
        {problem ??
          (names.length === 0
            ? "Definitions as JSON, as OpenAI's clients send them. You answer the model's calls yourself."
            : `The model may call: ${names.join(", ")}`)}
      </small>
    </label>
  );
}

function readTools(json: string): { readonly names: readonly string[]; readonly problem?: string } {
  try {
    return { names: parseTools(json).map(({ name }) => name) };
  } catch (error) {
    return { names: [], problem: error instanceof Error ? error.message : String(error) };
  }
}
