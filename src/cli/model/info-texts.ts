import { LICENCE_CONDITIONS, licenceClassOf } from "../../catalog/licences.ts";
import type { ModelDescription } from "../../workbench/model/describe-model.ts";
import { readLicenceText } from "../../workbench/model/read-licence-text.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface InfoTextOptions {
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** `assay model info --licence` */
export async function showLicences(
  models: readonly ModelDescription[],
  { workspace, signal, terminal, json }: InfoTextOptions,
): Promise<number> {
  const licences = await Promise.all(
    models.map(async (model) => {
      const { remote, file } = model;
      const read = await readLicenceText(model, workspace, signal);
      return {
        id: model.id,
        ...read,
        name: read.name ?? remote?.licence ?? file?.licence,
        page: read.page ?? remote?.page,
      };
    }),
  );
  terminal.printResult({ json }, { licences }, () => {
    for (const { id, name: licence, page, text, commercialUse, error } of licences) {
      terminal.print(terminal.style("bold", id));
      terminal.print(`  licence         ${licence ?? "unknown"}`);
      terminal.print(`  commercial use  ${describeCommercialUse(commercialUse, licence)}`);
      if (page !== undefined) terminal.print(`  page            ${page}`);
      if (error !== undefined) terminal.note(`${terminal.style("yellow", "warning:")} ${error.message}`);
      terminal.print(
        text === undefined ? "  Its text is not with its files; the page above has it." : `\n${toSafeText(text)}`,
      );
    }
  });
  return EXIT.ok;
}

/** `assay model info --template` */
export function showTemplates(
  models: readonly ModelDescription[],
  { terminal, json }: Pick<InfoTextOptions, "terminal" | "json">,
): number {
  const templates = models.map(({ id, file, error }) => ({
    id,
    template: file?.chatTemplate,
    ...(error && { error }),
  }));
  terminal.printResult({ json }, { templates }, () => {
    for (const { id, template, error } of templates) {
      if (templates.length > 1) terminal.print(terminal.style("bold", id));
      if (template !== undefined) terminal.print(toSafeText(template));
      else terminal.note(`${id}: ${error?.message ?? "it has no chat template"}`);
    }
  });
  return templates.some(({ template }) => template !== undefined) ? EXIT.ok : EXIT.failed;
}

/** Text on a licence, with the next step where nothing is known. */
export function describeCommercialUse(isAllowed: boolean | undefined, licence: string | undefined): string {
  const known = licence === undefined ? undefined : licenceClassOf(licence);
  if (isAllowed === false) return "not permitted";
  if (isAllowed === true) return "permitted";
  return known === "restricted-use"
    ? "on conditions; read the licence, then say commercialUse in models.json"
    : "unknown; read the licence, then say commercialUse in models.json";
}

/** Class of a licence with what it permits. */
export function describeLicenceClass(licence: string | undefined): string {
  const known = licence === undefined ? undefined : licenceClassOf(licence);
  return known === undefined ? "unknown" : `${known.replaceAll("-", " ")}: ${LICENCE_CONDITIONS[known]}`;
}
