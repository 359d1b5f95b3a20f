import { withoutTwins } from "../../selection/check-twins.ts";
import type { Chart } from "../charts/chart.ts";
import { createDocument } from "../charts/create-document.ts";
import { qualityChart } from "../charts/quality-chart.ts";
import type { SampleInput } from "../content/report-input.ts";
import { targetKeys } from "../content/target-keys.ts";
import { withoutFolders } from "../content/without-folders.ts";

/** Draws quality against latency as a report does; undefined where no target has both. */
export async function toRunPicture(input: SampleInput): Promise<Chart | undefined> {
  const { summary: all, recommendation } = withoutFolders(input);
  const plot = await import("@observablehq/plot");
  const summary = withoutTwins(all);
  const pen = { plot, document: await createDocument() };
  return qualityChart({ summary, recommendation, points: [], keys: targetKeys(summary), pen });
}
