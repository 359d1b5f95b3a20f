import type { HubSource } from "../core/engine.ts";
import type { PromptSet } from "../core/prompt.ts";
import type { ResolvedModel } from "./resolved-model.ts";

/** All models that names can lead to: the project's over the user's over the built-in. */
export interface Catalog {
  readonly models: ReadonlyMap<string, CatalogModel>;
  /** Prompts that stand beside the models, the project's before the user's; absent when none do. */
  readonly prompts?: PromptSet | undefined;
  /** The files that were read, strongest first. */
  readonly files: readonly string[];
}

export interface CatalogModel {
  readonly alias: string;
  readonly description?: string | undefined;
  /** Who listed it; the strongest when several did. */
  readonly origin: CatalogOrigin;
  /** Who gave its sources; absent when nobody did. */
  readonly sourceOrigin?: CatalogOrigin | undefined;
  /** Whose model of this alias the sources take the place of; absent when nobody's. */
  readonly covers?: CatalogOrigin | undefined;
  /** Facts that hold for every variant of the model. */
  readonly facts: CatalogFacts;
  /** Of these, what the project's or user's files state: it holds wherever the model comes from. */
  readonly stated: CatalogFacts;
  readonly variants: readonly CatalogVariant[];
  /** Name of the variant that the alias alone means; absent: the first. */
  readonly defaultVariant?: string | undefined;
}

/** Facts override the model's own; `name` is absent when the source stands on the alias itself. */
export interface CatalogVariant {
  readonly name?: string | undefined;
  readonly source: ResolvedModel["source"];
  /** Where the files can be had: the source itself, or what is taken where the source's file is not there. */
  readonly hub?: HubSource | undefined;
  readonly facts: CatalogFacts;
}

export type CatalogOrigin = "project" | "user" | "built-in";

export type CatalogFacts = Omit<
  ResolvedModel,
  "alias" | "variant" | "id" | "engine" | "source" | "catalogId" | "hub" | "covers"
> & {
  readonly id?: string | undefined;
  /** Only where the entry names one. */
  readonly engine?: ResolvedModel["engine"] | undefined;
};
