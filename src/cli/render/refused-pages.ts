import type { ServiceReport } from "../../wire/assay/service-report.ts";

/** Says which web pages a service has refused, and how they are let in. */
export function describeRefusedPages(report: ServiceReport | undefined): string[] {
  const { file_page_refused: filePages = 0, origin_refused: otherPages = 0 } = report?.refusals ?? {};
  return [
    ...(filePages > 0 ? ["it refused a page opened from disk: assay service set --allow-file-pages lets it in"] : []),
    ...(otherPages > 0
      ? ["it refused a page of another site: assay service logs names it, assay service set --allow-origin lets it in"]
      : []),
  ];
}
