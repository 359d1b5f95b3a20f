/** What is known of a licence, and what to do where nothing is. */
export function describeCommercialUse(isAllowed: boolean | undefined): string {
  if (isAllowed === undefined) return "unknown; read the licence, then say commercialUse in models.json";
  return isAllowed ? "permitted" : "not permitted";
}
