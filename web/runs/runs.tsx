import type { RoomProps } from "../shell/rooms.ts";
import { ComparisonPage } from "./comparison-page.tsx";
import { NewRunPage } from "./new-run-page.tsx";
import { RunListPage } from "./run-list-page.tsx";
import { RunPage } from "./run-page.tsx";

/** The room `#/runs`: the list, `#/runs/new`, `#/runs/<id>`, and `#/runs/compare?base=<id>&head=<id>`. */
export function Runs({ path: [place] }: RoomProps) {
  switch (place) {
    case undefined:
      return <RunListPage />;
    case "new":
      return <NewRunPage />;
    case "compare":
      return <ComparisonPage />;
    default:
      return <RunPage key={place} id={place} />;
  }
}
