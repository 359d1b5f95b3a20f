/**
 * Modes of what holds prompts, answers or keys: only its owner may look, where the system has such modes.
 *
 * It holds for runs with their reports, logs and their archives, the state of the service, and what was trusted.
 */
export const OWNER_ONLY = { file: 0o600, folder: 0o700 } as const;
