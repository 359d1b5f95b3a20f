import { render } from "preact";
import { Shell } from "./shell/shell.tsx";
import { takeKey } from "./shell/take-key.ts";

takeKey();

const root = document.getElementById("app");
if (root !== null) render(<Shell />, root);
