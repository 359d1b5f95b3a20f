import { REPORT_FORMS, type ReportForm } from "../../report/render-report.ts";
import { oneOf } from "../../settings/value-types.ts";

/** How a report is shown: as the terminal's own table, or as the text of one of its forms. */
export type ShownForm = "table" | ReportForm;

const SHOWN_FORMS = ["table", ...REPORT_FORMS] as const;

/** The value of `--format`. */
export const shownForm = oneOf<ShownForm>(...SHOWN_FORMS);

/** The values of `--format`, for its help. */
export const SHOWN_FORM_NAMES = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(SHOWN_FORMS);
