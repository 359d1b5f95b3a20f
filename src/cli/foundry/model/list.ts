import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderModelTable } from "../render/model-table.ts";
import { renderVariantTable } from "../render/variant-table.ts";
import { filterRecords } from "./filter-records.ts";

export interface ListOptions {
  readonly filter: string | undefined;
  readonly device: string | undefined;
  readonly type: string | undefined;
  /** Part of a name. */
  readonly search: string | undefined;
  readonly cached: boolean;
  readonly loaded: boolean;
  /** The same as `loaded`. */
  readonly running: boolean;
  readonly variants: boolean;
}

/** `foundry model list` */
export async function listModels(options: ListOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const service = await connect(context);
  const { records, cachedNames } = await openServiceModels(context, service.state);
  const loaded =
    options.loaded || options.running
      ? new Set((await service.client.listLoaded()).map(({ name }) => name))
      : undefined;
  const kept = filtersOf(options)
    .reduce<readonly CatalogRecord[]>(filterRecords, records)
    .filter(
      ({ name, alias }) =>
        (!options.cached || cachedNames.has(name)) &&
        (loaded === undefined || loaded.has(name)) &&
        (options.search === undefined || holds(`${alias} ${name}`, options.search)),
    );
  if (kept.length === 0) terminal.print("No models found");
  else terminal.print(options.variants ? renderVariantTable(kept, cachedNames) : renderModelTable(kept));
  return 0;
}

/** The options of 0.10 say the same as filters. */
function filtersOf({ filter, device, type }: ListOptions): string[] {
  const types: Readonly<Record<string, string>> = {
    chat: "chat-completion",
    speech: "automatic-speech-recognition",
    embedding: "embeddings",
  };
  return [
    ...(filter === undefined ? [] : [filter]),
    ...(device === undefined ? [] : [`device=${device}`]),
    ...(type === undefined ? [] : [`task=${types[type.toLowerCase()] ?? type}`]),
  ];
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
