import type { ComponentType } from "preact";

/** Props of every room: what stands behind its name in the address, `["2026-11-30"]` for `#/runs/2026-11-30`. */
export interface RoomProps {
  readonly path: readonly string[];
}

export interface Room {
  /** Name in the address: `#/lab`. */
  readonly id: string;
  readonly title: string;
  /** Not in the menu: only who has its address comes here. */
  readonly isHidden?: boolean;
  /** Loads the room's script, which no other room needs. */
  readonly load: () => Promise<ComponentType<RoomProps>>;
}

/** Every room, in the order of the menu; the first one opens when the address names none. */
export const ROOMS: readonly [Room, ...Room[]] = [
  { id: "lab", title: "Lab", load: async () => (await import("../lab/lab.tsx")).Lab },
  { id: "chat", title: "Chat", load: async () => (await import("../chat/chat.tsx")).Chat },
  { id: "runs", title: "Runs", load: async () => (await import("../runs/runs.tsx")).Runs },
  { id: "models", title: "Models", load: async () => (await import("../models/models.tsx")).Models },
  { id: "rate", title: "Rate", load: async () => (await import("../rate/rate.tsx")).Rate },
  {
    id: "measure",
    title: "Measuring",
    isHidden: true,
    load: async () => (await import("../measure/measure.tsx")).Measure,
  },
];
