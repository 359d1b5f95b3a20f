import type { TargetKey } from "../../src/report/content/target-keys.ts";
import type { Cell } from "../../src/report/format/cell.ts";
import type { Table, TableColumn } from "../../src/report/format/table.ts";
import { Scroll } from "./scroll.tsx";

export interface FigureTableProps {
  readonly table: Table;
  readonly caption: string;
  /** The target to take: its row is marked. */
  readonly taken?: string | undefined;
  /** Marks of the targets in a picture beside it. */
  readonly keys?: ReadonlyMap<string, TargetKey> | undefined;
}

/** The figures that decide, a target a row, and all figures folded below, a target a column. */
export function FigureTable({ table, caption, taken, keys }: FigureTableProps) {
  const [, ...others] = table.columns;
  const places = table.columns.flatMap(({ keyFigure }, place) => (keyFigure === true ? [place] : []));
  return (
    <>
      <Scroll label={caption}>
        <table class="run-figures">
          <caption class="hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" class="run-head run-stuck">
                Model
              </th>
              {places.map((place) => (
                <Head key={place} column={table.columns[place]} scope="col" />
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ target, cells }) => (
              <tr key={target}>
                <th scope="row" class="run-stuck">
                  <TargetName target={target} colour={keys?.get(target)?.colour} />
                  {target === taken && <small class="run-role">take</small>}
                </th>
                {places.map((place) => (
                  <Figure key={place} cell={cells[place]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <details>
        <summary>All {others.length} figures</summary>
        <AllFigures table={table} caption={`${caption}: all`} />
      </details>
    </>
  );
}

function TargetName({ target, colour }: { readonly target: string; readonly colour: string | undefined }) {
  return (
    <span class="run-target">
      {colour !== undefined && <span class="run-dot" style={{ background: colour }} />}
      {target}
    </span>
  );
}

function AllFigures({ table: { columns, rows }, caption }: { readonly table: Table; readonly caption: string }) {
  return (
    <Scroll label={caption}>
      <table class="run-figures">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <td class="run-stuck" />
            {rows.map(({ target }) => (
              <th key={target} scope="col" class="run-head number">
                {target}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.slice(1).map((column, index) => (
            <tr key={column.id}>
              <Head column={column} scope="row" />
              {rows.map(({ target, cells }) => (
                <Figure key={target} cell={cells[index + 1]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Head({ column, scope }: { readonly column: TableColumn | undefined; readonly scope: "col" | "row" }) {
  if (column === undefined) return null;
  const { name, unit, description, better } = column;
  const arrow = better === undefined ? "" : better === "lower" ? " Lower is better." : " Higher is better.";
  return (
    <th scope={scope} class={scope === "col" ? "run-head number" : "run-stuck"} title={`${description}${arrow}`}>
      {name}
      {unit !== undefined && <small>{unit}</small>}
    </th>
  );
}

function Figure({ cell }: { readonly cell: Cell | undefined }) {
  const { main = "-", detail, because } = cell ?? {};
  const reason = main === "-" ? because : undefined;
  return (
    <td class="number" title={reason}>
      {main}
      {detail !== undefined && <small>{detail}</small>}
      {reason !== undefined && <span class="hidden"> {reason}</span>}
    </td>
  );
}
