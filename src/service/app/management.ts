/** Options of every route of our own: no web page but our own may ask for it. */
export const MANAGEMENT = { config: { access: "management" } } as const;
