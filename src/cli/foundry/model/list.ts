import type { CatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderModelTable } from "../render/model-table.ts";
import { renderVariantTable } from "../render/variant-table.ts";
import { filterRecords } from "./filter-records.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry model list` */
export async function listModels(options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const service = await connect(context);
  const { records, cachedNames } = await openServiceModels(context, service.state);
  const loaded =
    options.loaded === true || options.running === true
      ? new Set((await service.client.listLoaded()).map(({ name }) => name))
      : undefined;
  const kept = filtersOf(options)
    .reduce<readonly CatalogRecord[]>(filterRecords, records)
    .filter(
      ({ name, alias }) =>
        (options.cached !== true || cachedNames.has(name)) &&
        (loaded === undefined || loaded.has(name)) &&
        (typeof options.search !== "string" || holds(`${alias} ${name}`, options.search)),
    );
  if (kept.length === 0) terminal.print("No models found");
  else terminal.print(options.variants === true ? renderVariantTable(kept, cachedNames) : renderModelTable(kept));
  return 0;
}

/** The options of 0.10 say the same as filters. */
function filtersOf({ filter, device, type }: Options): string[] {
  const types: Readonly<Record<string, string>> = {
    chat: "chat-completion",
    speech: "automatic-speech-recognition",
    embedding: "embeddings",
  };
  return [
    ...(typeof filter === "string" ? [filter] : []),
    ...(typeof device === "string" ? [`device=${device}`] : []),
    ...(typeof type === "string" ? [`task=${types[type.toLowerCase()] ?? type}`] : []),
  ];
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
