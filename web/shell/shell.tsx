import { Component, type ComponentChildren, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { address, toAddress } from "./address.ts";
import { Failure } from "./failure.tsx";
import { KeyGate } from "./key-gate.tsx";
import { ROOMS, type Room, type RoomProps } from "./rooms.ts";

/** The frame of all rooms: menu, and the room that the address names. */
export function Shell() {
  const [id, ...path] = address.value;
  const room = ROOMS.find((one) => one.id === id) ?? ROOMS[0];
  useEffect(() => {
    document.title = `${room.title} · Assay`;
  }, [room]);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("room")?.focus()}>
        Skip to the room
      </button>
      <header class="shell-head">
        <span class="brand">Assay</span>
        <nav aria-label="Rooms">
          {ROOMS.filter(({ isHidden }) => isHidden !== true).map((one) => (
            <a key={one.id} href={toAddress(one.id)} aria-current={one === room ? "page" : undefined}>
              {one.title}
            </a>
          ))}
        </nav>
      </header>
      <main id="room" tabIndex={-1}>
        <KeyGate>
          <RoomFrame key={room.id} room={room} path={path} />
        </KeyGate>
      </main>
    </>
  );
}

function RoomFrame({ room, path }: { readonly room: Room } & RoomProps) {
  const [View, setView] = useState<ComponentType<RoomProps>>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    room.load().then((view) => setView(() => view), setFailure);
  }, [room]);
  if (failure !== undefined) return <Failure error={failure} />;
  if (View === undefined) return <p class="muted">Opening the {room.title} ...</p>;
  return (
    <Boundary>
      <View path={path} />
    </Boundary>
  );
}

/** Shows what a room threw in its place, so that the menu stays. */
class Boundary extends Component<{ readonly children: ComponentChildren }, { readonly error?: unknown }> {
  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Failure error={this.state.error} />;
  }
}
