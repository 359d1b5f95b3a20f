import type { PageReportBody } from "../../src/wire/assay/page-bench.ts";
import { send } from "../shell/ask-service.ts";

/** Tells the benchmark what became of a job. @throws PageError */
export async function report(body: PageReportBody): Promise<void> {
  await send("/assay/v1/page-bench/reports", { method: "POST", body });
}
