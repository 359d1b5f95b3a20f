/** Everything besides the weights and the question that an answer depends on, and what tells the weights apart. */
export interface Conditions {
  /** SHA-256 of the model's file; absent for what is no file. */
  readonly contentDigest?: string | undefined;
  readonly quantisation?: string | undefined;
  readonly engine: string;
  /** Of the library that runs it. */
  readonly engineVersion?: string | undefined;
  readonly device?: string | undefined;
  readonly deviceName?: string | undefined;
  readonly threads?: number | undefined;
  readonly contextTokens?: number | undefined;
  /** Form of keys and values; absent: the engine's own. */
  readonly cacheType?: string | undefined;
  /** SHA-256 of the chat template in place of the file's own; absent: the file's own. */
  readonly template?: string | undefined;
  readonly templateVariables?: string | undefined;
  readonly assayVersion: string;
  readonly nodeVersion: string;
  /** Kind of the machine. */
  readonly machine: string;
}

/** One condition that is not what it was. */
export interface Change {
  readonly what: string;
  /** Absent: it was not there, or not known. */
  readonly before?: string | undefined;
  readonly now?: string | undefined;
}

const WORDS: Readonly<Record<keyof Conditions, string>> = {
  contentDigest: "model file",
  quantisation: "quantisation",
  engine: "engine",
  engineVersion: "library of the engine",
  device: "device",
  deviceName: "name of the device",
  threads: "threads",
  contextTokens: "context",
  cacheType: "form of keys and values",
  template: "chat template",
  templateVariables: "variables of the chat template",
  assayVersion: "Assay",
  nodeVersion: "Node",
  machine: "machine",
};

/** Lists the conditions that changed, those nearest to the model first. */
export function listChanges(before: Conditions, now: Conditions): readonly Change[] {
  return (Object.keys(WORDS) as readonly (keyof Conditions)[]).flatMap((key) => {
    const [was, is] = [before[key], now[key]].map((value) => (value === undefined ? undefined : String(value)));
    return was === is ? [] : [{ what: WORDS[key], before: was, now: is }];
  });
}

/** `model file: 42963f1b7985, now 10fe45f7df61` */
export function describeChange({ what, before, now }: Change): string {
  return `${what}: ${show(before)}, now ${show(now)}`;
}

function show(value: string | undefined): string {
  if (value === undefined) return "not set";
  return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;
}
