import type { Budget } from "./budget.ts";
import { formatValue } from "./format-number.ts";
import { failed } from "./jinja-error.ts";
import { represent } from "./print.ts";
import { isDict, Tuple, type Value } from "./value.ts";

const place = /%(?:\(([^)]*)\))?([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g;

/** Python's older way to fill values into a text: `"%s is %d" % (name, 3)`. */
export function formatPercent(text: string, values: Value, budget: Budget): string {
  const list = values instanceof Tuple ? values : [values];
  let taken = 0;
  let length = text.length;
  return text.replace(place, (_, key?: string, flags = "", width = "", precision?: string, type = "") => {
    if (type === "%") return "%";
    if (key === undefined && taken >= list.length) throw failed("not enough values for a format");
    const value = key !== undefined && isDict(values) ? values.get(key) : list[taken++];
    const left = flags.includes("-");
    const written = formatValue(
      type === "r" ? represent(value, budget) : value,
      {
        fill: flags.includes("0") && !left ? "0" : " ",
        align: left ? "<" : flags.includes("0") ? "=" : ">",
        sign: flags.includes("+") ? "+" : flags.includes(" ") ? " " : "",
        width: Number(width),
        grouped: false,
        precision: precision === undefined ? undefined : Number(precision),
        type: type === "r" ? "s" : type,
      },
      budget,
    );
    length += written.length;
    budget.text(length);
    return written;
  });
}
