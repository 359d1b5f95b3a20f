import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { CatalogModelReport } from "../../src/wire/assay/catalog.ts";

export interface FitWords {
  readonly main: string;
  readonly detail?: string | undefined;
  readonly isBad?: boolean | undefined;
}

/** Says whether a model fits into the memory that is free now. */
export function describeFit({ fit, state }: CatalogModelReport): FitWords {
  if (fit === undefined) return state === "remote" ? { main: "runs elsewhere" } : { main: "unknown" };
  const { fits, availableBytes, requiredBytes, because, isEstimate } = fit;
  const free = `${formatQuantity(availableBytes, "bytes")} free`;
  if (!fits) return { main: "no", detail: because ?? free, isBad: true };
  if (requiredBytes === undefined) return { main: "yes", detail: free };
  const required = formatQuantity(requiredBytes, "bytes");
  return isEstimate
    ? { main: "likely", detail: `about ${required} and the context, ${free}` }
    : { main: "yes", detail: `${required} of ${free}` };
}

/** A licence with what it permits, for those who do not know its name. */
export function describeLicence({ licence, licenceClass, commercialUse }: CatalogModelReport): FitWords {
  if (licence === undefined) return { main: "unknown" };
  return {
    main: licence,
    detail: commercialUse === false ? "not for commercial use" : licenceClass?.replaceAll("-", " "),
    isBad: commercialUse === false,
  };
}
