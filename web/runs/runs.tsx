import type { RoomProps } from "../shell/rooms.ts";
import { ComparisonPage } from "./comparison-page.tsx";
import { RunListPage } from "./run-list-page.tsx";
import { RunPage } from "./run-page.tsx";

/** The room `#/runs`: the list, `#/runs/<id>`, and `#/runs/compare?base=<id>&head=<id>`. */
export function Runs({ path: [place] }: RoomProps) {
  if (place === undefined) return <RunListPage />;
  if (place === "compare") return <ComparisonPage />;
  return <RunPage key={place} id={place} />;
}
