import { formatDuration } from "../../src/report/format/format-duration.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { LoadProgress } from "../page-models/messages.ts";

/** How far a model is until it can answer. */
export type Opening =
  | { readonly type: "downloading"; readonly doneBytes: number; readonly totalBytes: number; readonly ratio: number }
  | { readonly type: "loading"; readonly ratio?: number | undefined }
  | { readonly type: "warming-up" }
  | {
      readonly type: "ready";
      readonly loadMs?: number | undefined;
      readonly warmUpMs?: number | undefined;
      /** Of a model in the page: 0 where its files were kept in the browser. */
      readonly downloadedBytes?: number | undefined;
      /** What computes, such as `WebGPU`. */
      readonly where?: string | undefined;
    };

/** The same in words. */
export function describeOpening(opening: Opening): string {
  switch (opening.type) {
    case "downloading":
      return `downloading: ${formatQuantity(opening.doneBytes, "bytes")} of ${formatQuantity(opening.totalBytes, "bytes")}`;
    case "loading":
      return opening.ratio === undefined ? "loading ..." : `loading: ${Math.round(opening.ratio * 100)} %`;
    case "warming-up":
      return "warming up ...";
    case "ready": {
      const { loadMs, warmUpMs, downloadedBytes, where } = opening;
      const parts = [
        ...(where === undefined ? [] : [`on ${where}`]),
        ...(downloadedBytes === undefined ? [] : [`${formatQuantity(downloadedBytes, "bytes")} from the network`]),
        ...(loadMs === undefined ? [] : [`loaded in ${formatDuration(loadMs)}`]),
        ...(warmUpMs === undefined ? [] : [`warmed up in ${formatDuration(warmUpMs)}`]),
      ];
      return parts.length === 0 ? "ready" : `ready: ${parts.join(", ")}`;
    }
  }
  return opening satisfies never;
}

/** How far a load in the page is. */
export function toOpening(progress: LoadProgress): Opening {
  switch (progress.phase) {
    case "download": {
      const { loadedBytes, totalBytes, ratio } = progress;
      return { type: "downloading", doneBytes: loadedBytes, totalBytes, ratio };
    }
    case "load":
      return { type: "loading" };
    case "warm-up":
      return { type: "warming-up" };
  }
  return progress satisfies never;
}
