import { Scroll } from "./scroll.tsx";

export interface PlainTableProps {
  readonly table: {
    readonly heads: readonly { readonly title: string; readonly align: "left" | "right" }[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly caption: string;
}

/** A table of texts; the first cell of a row names it. */
export function PlainTable({ table: { heads, rows }, caption }: PlainTableProps) {
  const classOf = (index: number) => (heads[index]?.align === "right" ? "number" : undefined);
  return (
    <Scroll label={caption}>
      <table class="run-figures">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map(({ title }, index) => (
              <th key={title} scope="col" class={`run-head ${classOf(index) ?? ""}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.join("\n")}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={heads[index]?.title} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={heads[index]?.title} class={classOf(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
