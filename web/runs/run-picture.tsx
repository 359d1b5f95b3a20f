import { useEffect, useState } from "preact/hooks";
import { type RunPictureReport, runPictureSchema } from "../../src/wire/assay/runs.ts";
import { askService } from "../shell/ask-service.ts";
import { drawSvg } from "./draw-svg.ts";

/** Quality against latency, as the service draws it for the report; nothing where either was not measured. */
export function RunPicture({ id }: { readonly id: string }) {
  const [picture, setPicture] = useState<RunPictureReport["picture"]>();
  useEffect(() => {
    const leave = new AbortController();
    askService(`/assay/v1/runs/${encodeURIComponent(id)}/picture`, runPictureSchema, { signal: leave.signal }).then(
      (reply) => setPicture(reply.picture),
      // The figures beside it say the same: without the picture nothing is missing.
      () => {},
    );
    return () => leave.abort();
  }, [id]);
  if (picture === undefined) return null;
  return (
    <figure class="card run-picture">
      <figcaption>
        <h2>{picture.title}</h2>
        {picture.caption.map((line) => (
          <p key={line} class="muted small">
            {line}
          </p>
        ))}
      </figcaption>
      <div class="chart-wide">{drawSvg(picture.wide)}</div>
      <div class="chart-narrow">{drawSvg(picture.narrow)}</div>
    </figure>
  );
}
