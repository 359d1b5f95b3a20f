// The replay server as a process of its own: it must not share an event loop with the harness that it measures.
import { startReplayServer } from "./start-replay-server.ts";

const [firstTokenMs, tokenMs] = process.argv.slice(2).map(Number);
process.on("disconnect", () => process.exit());
const { baseUrl } = await startReplayServer({ firstTokenMs: firstTokenMs ?? 0, tokenMs: tokenMs ?? 0 });
process.send?.(baseUrl);
