/** The classes of licences, the most permissive first; a licence of no class is unknown, and permits nothing by that. */
const LICENCE_CLASSES = ["commercial", "attribution", "share-alike", "restricted-use", "research-only"] as const;

export type LicenceClass = (typeof LICENCE_CLASSES)[number];

/** What each class permits, a clause. */
export const LICENCE_CONDITIONS: Readonly<Record<LicenceClass, string>> = {
  commercial: "any use, changed or not",
  attribution: "any use, with the author named",
  "share-alike": "any use; what you change and hand on stays under the same licence",
  "restricted-use": "any use but some, by field, number of users or policy: only its reader can check that",
  "research-only": "research or private use only",
};

/**
 * The class of a licence; absent where it is not known.
 *
 * @param spdx an SPDX identifier, or the name under which model hubs list the licence; case does not matter
 */
export function licenceClassOf(spdx: string): LicenceClass | undefined {
  const name = spdx.trim().toLowerCase().replaceAll("_", "-").replace(/\s+/g, "-");
  return CLASSES.find(({ names }) => names.test(name))?.class;
}

/**
 * Tells whether a licence permits commercial use.
 *
 * @returns absent when the licence is unknown, or permits it on conditions that only its reader can check: then
 *   `commercialUse` in models.json is the reader's answer
 */
export function isCommercialUseAllowed(spdx: string): boolean | undefined {
  const known = licenceClassOf(spdx);
  return known === undefined || known === "restricted-use" ? undefined : known !== "research-only";
}

/** Whether a licence asks for no more than `most` does; absent when it is not known. */
export function isWithinClass(spdx: string, most: LicenceClass): boolean | undefined {
  const known = licenceClassOf(spdx);
  return known && LICENCE_CLASSES.indexOf(known) <= LICENCE_CLASSES.indexOf(most);
}

/** Whether a model may be used commercially: as stated, else as its licence permits; absent when neither says. */
export function commercialUseOf(stated: {
  readonly commercialUse?: boolean | undefined;
  readonly licence?: string | undefined;
}): boolean | undefined {
  const { commercialUse, licence } = stated;
  return commercialUse ?? (licence === undefined ? undefined : isCommercialUseAllowed(licence));
}

// SPDX licence list 3.25, and the names of licences that hubs list for models. The first that fits counts.
const CLASSES: readonly { readonly class: LicenceClass; readonly names: RegExp }[] = [
  {
    class: "research-only",
    names:
      /^(cc-by-nc(-.*)?|mnpl-0\.1|mrl|mistral-research-license|qwen-research|fair-noncommercial-research-license|apple-amlr|.*-non-?commercial(-.*)?)$/,
  },
  {
    class: "commercial",
    names:
      /^(apache-2\.0|mit|mit-0|isc|0bsd|bsd|bsd-[23]-clause(-clear)?|bsl-1\.0|zlib|unlicense|wtfpl|ncsa|postgresql|ecl-2\.0|afl-3\.0|ms-pl|artistic-2\.0|cc0-1\.0|pddl|cdla-permissive-[12]\.0)$/,
  },
  { class: "attribution", names: /^(cc-by-(2\.0|2\.5|3\.0|4\.0)|odc-by(-1\.0)?)$/ },
  {
    // Copyleft binds who hands on, not who uses.
    class: "share-alike",
    names:
      /^(cc-by-sa-(3\.0|4\.0)|[al]?gpl-\d\.\d(-only|-or-later)?|gpl|lgpl|mpl-2\.0|epl-[12]\.0|eupl-1\.[12]|osl-3\.0|odbl(-1\.0)?|cdla-sharing-1\.0)$/,
  },
  {
    // Users in the hundreds of millions, policies of use, fields of use.
    class: "restricted-use",
    names:
      /^(llama-?[2-9](\.\d)?(-community)?(-license)?|llama-\d(\.\d)?-community(-.*)?|gemma|(big(science|code)-|creativeml-)?(bloom-rail-1\.0|open-?rail(\+\+|-m|-rail)?(-v\d|-m)?(-.*)?)|deepseek(-license)?|falcon-llm-license|tongyi-qianwen(-.*)?|qwen|yi-license|health-ai-developer-foundations|lfm1\.0|nvidia-open-model-license|modified-mit)$/,
  },
];
