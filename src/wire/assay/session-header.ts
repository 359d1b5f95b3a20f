/** Carries the session token, which opens the management routes to our own page and command line. */
export const SESSION_HEADER = "assay-session";
