import { signal } from "@preact/signals";
import { type CatalogReport, catalogSchema } from "../../src/wire/assay/catalog.ts";
import { askService } from "../shell/ask-service.ts";

/** The catalogue as the service told it last, for every room that names models; undefined before it did. */
export const catalog = signal<CatalogReport | undefined>(undefined);

/** Asks for the catalogue again. @throws PageError */
export async function refreshCatalog(signal?: AbortSignal): Promise<void> {
  catalog.value = await askService("/assay/v1/catalog", catalogSchema, { signal });
}
