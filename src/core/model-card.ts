/** A figure of a card, with what it rests on. */
export interface CardFigure {
  readonly value: number;
  /** Ends of the interval at `level`; absent where there was too little for one. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly level?: number | undefined;
  readonly n: number;
  readonly of: "prompts" | "requests" | "readings";
}

/**
 * What one run measured of one model, to hand on: figures with their numbers and intervals, the kind of machine, and digests of
 * the file and the prompts. No path, no name of a host, a user or a run is in it.
 */
export interface ModelCard {
  readonly schema: 1;
  readonly type: "assay-card";
  /** Start of the run, ISO 8601. */
  readonly createdAt: string;
  readonly assayVersion: string;
  /** Such as `notes-mini:q4_0`. */
  readonly target: string;
  readonly alias: string;
  readonly quantisation?: string | undefined;
  readonly engine: string;
  readonly device: "cpu" | "gpu" | "browser";
  /** The model's file, by content. */
  readonly file: { readonly sha256: string; readonly sizeBytes?: number | undefined };
  readonly machine: {
    readonly platform: string;
    readonly architecture: string;
    readonly cpuModel?: string | undefined;
    readonly cpuCount: number;
    readonly memoryBytes: number;
  };
  /** Digest of the run: its plan, prompts and files. */
  readonly run: string;
  /** `name` only of a set that comes with Assay. */
  readonly prompts: { readonly name?: string | undefined; readonly count: number; readonly digest: string };
  readonly rounds: number;
  /** Timed requests, and those of them that failed. */
  readonly samples: number;
  readonly failed: number;
  /** Whether something disturbed the timing. */
  readonly isDisturbed: boolean;
  /** By metric id, in the metric's base unit: the median of all requests, or the one value that there is. */
  readonly figures: Readonly<Record<string, CardFigure & { readonly statistic: "median" | "value" }>>;
  readonly quality?: (CardFigure & { readonly source: string }) | undefined;
}
