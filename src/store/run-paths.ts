/** Files in a run's folder. */
export const RUN_FILE = "run.json";
export const JOURNAL_FILE = "samples.jsonl";
/** Present while a process writes the run; names beginning so belong to it. */
export const LOCK_FILE = "run.lock";
