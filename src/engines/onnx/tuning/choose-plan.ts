/** How a graph is computed fastest on a machine. */
export interface GraphPlan {
  readonly threads: number;
  /** Whether products with packed weights are computed in 8 bits where the graph leaves that open. */
  readonly int8: boolean;
}

export interface Candidates<Opened> {
  /** Numbers of threads to try, the most first. */
  readonly threads: readonly number[];
  readonly mayUseInt8: boolean;
  open(plan: GraphPlan): Promise<Opened>;
  /** Milliseconds of a piece of work that is the same for all; infinite where it cannot be done. */
  time(opened: Opened): Promise<number>;
  close(opened: Opened): Promise<void>;
  /** Whether there is time and memory for one more. */
  mayGoOn(): boolean;
}

/** What was chosen, and whether others were tried as far as they should. */
export interface Chosen<Opened> {
  readonly plan: GraphPlan;
  readonly opened: Opened;
  readonly isMeasured: boolean;
}

/** Less exact products must be worth it. */
const INT8_GAIN = 0.9;
/** Fewer threads leave the processor to others, where they are about as fast. */
const FEWER_THREADS = 1.02;

/** Opens a graph in one way after the other and keeps the fastest open; at most two are open at a time. */
export async function choosePlan<Opened>(candidates: Candidates<Opened>): Promise<Chosen<Opened>> {
  const { threads, mayUseInt8, open, time, close, mayGoOn } = candidates;
  const [most = 1, ...fewer] = threads;
  const first = { threads: most, int8: false };
  let best = { plan: first, opened: await open(first), ms: Number.NaN };
  let isMeasured = true;

  /** Tries another plan; it is taken when it needs less than this share of the best one's time. */
  async function improve(plan: GraphPlan, share: number): Promise<boolean> {
    if (!mayGoOn()) {
      isMeasured = false;
      return false;
    }
    if (Number.isNaN(best.ms)) best.ms = await time(best.opened);
    const opened = await open(plan);
    const ms = await time(opened);
    const isBetter = ms <= best.ms * share;
    await close(isBetter ? best.opened : opened);
    if (isBetter) best = { plan, opened, ms };
    return isBetter;
  }

  if (mayUseInt8) await improve({ threads: most, int8: true }, INT8_GAIN);
  for (const count of fewer) if (!(await improve({ ...best.plan, threads: count }, FEWER_THREADS))) break;
  return { plan: best.plan, opened: best.opened, isMeasured };
}
