/** Command that starts the program: its path, and arguments that stand before all others. */
export type ServerCommand = readonly [path: string, ...before: string[]];
