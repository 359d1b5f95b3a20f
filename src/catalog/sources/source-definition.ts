import type { z } from "zod";
import type { ModelSource } from "../../core/engine.ts";

/** Name of a kind of source, and its key in models.json. */
export type SourceType = ModelSource["type"];
export type SourceOf<Type extends SourceType> = Extract<ModelSource, { readonly type: Type }>;

/** One kind of source: how models.json writes it, and where its model is. */
export type SourceDefinition<Type extends SourceType = SourceType, Schema extends z.ZodType = z.ZodType> = {
  /** Purpose of the key, for the schema of models.json. */
  readonly description: string;
  readonly schema: Schema;
  /** @param toPath makes a written path absolute */
  toSource(written: z.output<Schema>, toPath: (written: string) => string): SourceOf<Type>;
  /** Says where the model is; completes "The model ...". */
  describe(source: SourceOf<Type>): string;
} & Place<SourceOf<Type>>;

type Place<Source> =
  | {
      readonly place: "here";
      /** File that has to be on this disk; absent where the source needs none. */
      fileOf?(source: Source): string;
    }
  | {
      readonly place: "downloadable";
      /** Finds what has been downloaded: the file to load. */
      findDownloaded(source: Source, cacheDirectory: string): string | undefined;
    }
  | { readonly place: "elsewhere" };
