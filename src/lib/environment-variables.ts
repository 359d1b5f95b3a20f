/** The variables of a process, as `process.env` has them. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;
