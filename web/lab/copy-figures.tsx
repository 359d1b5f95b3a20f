import { signal } from "@preact/signals";
import { toSampleCsv } from "../../src/report/csv/to-sample-csv.ts";
import { copyText } from "../answers/copy-button.tsx";
import { type Session, session } from "./session.ts";

const note = signal("");

/** Copies every answer of the session, with its figures, for a spreadsheet or a program. */
export function CopyFigures() {
  const isEmpty = session.value.samples.length === 0;
  const copy = async (make: (session: Session) => Promise<string>, name: string) => {
    try {
      await copyText(await make(session.value));
      note.value = `Copied as ${name}.`;
    } catch {
      note.value = "This browser did not let the page copy. Allow it, and try again.";
    }
  };
  return (
    <>
      <button type="button" disabled={isEmpty} onClick={() => copy(toCsv, "CSV")}>
        Copy CSV
      </button>
      <button type="button" disabled={isEmpty} onClick={() => copy(toJson, "JSON")}>
        Copy JSON
      </button>
      <span role="status" class="muted">
        {note.value}
      </span>
    </>
  );
}

async function toCsv({ samples }: Session): Promise<string> {
  return (await Array.fromAsync(toSampleCsv(samples))).join("");
}

async function toJson({ samples, prompts, disturbances }: Session): Promise<string> {
  const browser = { userAgent: navigator.userAgent, crossOriginIsolated, processors: navigator.hardwareConcurrency };
  return JSON.stringify({ schema: 1, type: "assay-lab", browser, prompts, disturbances, samples }, null, 2);
}
