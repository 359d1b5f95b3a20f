/**
 * Tells whether a licence permits commercial use.
 *
 * @param spdx an SPDX identifier, or the name under which model hubs list the licence; case does not matter
 * @returns absent when the licence is unknown, or permits it on conditions that only its reader can check
 *   (user numbers, fields of use): then `commercialUse` in models.json is the reader's answer
 */
export function isCommercialUseAllowed(spdx: string): boolean | undefined {
  const name = spdx.trim().toLowerCase().replaceAll("_", "-").replace(/\s+/g, "-");
  if (PERMITTED.has(name)) return true;
  if (isForbidden(name)) return false;
  return undefined;
}

/** Whether a model may be used commercially: as stated, else as its licence permits; absent when neither says. */
export function commercialUseOf(stated: {
  readonly commercialUse?: boolean | undefined;
  readonly licence?: string | undefined;
}): boolean | undefined {
  const { commercialUse, licence } = stated;
  return commercialUse ?? (licence === undefined ? undefined : isCommercialUseAllowed(licence));
}

// Permissive licences, and copyleft ones, which bind distribution and not use. SPDX licence list 3.25.
const PERMITTED: ReadonlySet<string> = new Set([
  "apache-2.0",
  "mit",
  "mit-0",
  "isc",
  "0bsd",
  "bsd-2-clause",
  "bsd-3-clause",
  "bsl-1.0",
  "zlib",
  "unlicense",
  "wtfpl",
  "cc0-1.0",
  "cc-by-3.0",
  "cc-by-4.0",
  "cc-by-sa-3.0",
  "cc-by-sa-4.0",
  "cdla-permissive-1.0",
  "cdla-permissive-2.0",
  "mpl-2.0",
  "epl-2.0",
  "lgpl-2.1-only",
  "lgpl-2.1-or-later",
  "lgpl-3.0-only",
  "lgpl-3.0-or-later",
  "gpl-2.0-only",
  "gpl-2.0-or-later",
  "gpl-3.0-only",
  "gpl-3.0-or-later",
]);

// Every Creative Commons licence with NC in its name, and the research licences of model publishers.
// Not here, hence unknown: llama2, llama3 and later (700 million users), gemma (terms of use), openrail (fields of use).
function isForbidden(name: string): boolean {
  return /^cc-by-nc(-|$)/.test(name) || FORBIDDEN.has(name);
}

const FORBIDDEN: ReadonlySet<string> = new Set(["mnpl-0.1", "mrl", "mistral-research-license", "qwen-research"]);
