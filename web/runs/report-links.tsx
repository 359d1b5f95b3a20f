import { useState } from "preact/hooks";
import { ticketSchema } from "../../src/wire/assay/ticket.ts";
import { askService } from "../shell/ask-service.ts";
import { usePolled } from "../shell/use-polled.ts";

const FORMS = [
  { file: "report.html", words: "Full report" },
  { file: "report.md", words: "Markdown" },
  { file: "report.csv", words: "CSV" },
] as const;

/** Links open for a quarter of an hour. */
const RENEW_MS = 10 * 60_000;

/** Links to the whole report in its forms; a link cannot carry the session's header, so each has a ticket of its own. */
export function ReportLinks({ id }: { readonly id: string }) {
  const [urls, setUrls] = useState<readonly string[]>([]);
  usePolled(async (signal) => {
    setUrls(await Promise.all(FORMS.map(({ file }) => askLink(`/assay/v1/runs/${id}/${file}`, signal))));
  }, RENEW_MS);
  return (
    <>
      {urls.map((url, index) => (
        <a key={FORMS[index]?.file} class="button" href={url} target="_blank" rel="noreferrer">
          {FORMS[index]?.words}
        </a>
      ))}
    </>
  );
}

async function askLink(path: string, signal: AbortSignal): Promise<string> {
  return (await askService("/assay/v1/tickets", ticketSchema, { method: "POST", body: { path }, signal })).url;
}
