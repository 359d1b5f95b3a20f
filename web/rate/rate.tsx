import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { toAddress } from "../shell/address.ts";
import { Failure } from "../shell/failure.tsx";
import type { RoomProps } from "../shell/rooms.ts";
import { type Desk, openDesk } from "./desk.ts";
import { keepName, NameForm, readName } from "./name-form.tsx";
import { openPairDesk, type PairDesk } from "./pairs/pair-desk.ts";
import { PairView } from "./pairs/pair-view.tsx";
import { RateDesk } from "./rate-desk.tsx";
import { RateHead } from "./rate-head.tsx";

/** The room `#/rate/<run>`, `#/rate/<run>/pairs`, and `#/rate/<run>/answer/<item>`; without a run, the latest one. */
export function Rate({ path: [run = "latest", way, item] }: RoomProps) {
  const [by, setBy] = useState(readName);
  const [most, setMost] = useState<number>();
  const name = (given: string) => {
    setBy(given);
    keepName(given);
  };
  if (by === "") return <NameForm onName={name} />;
  const given = { run, by, onLeave: () => name("") };
  if (way === "pairs")
    return (
      <Opened
        key={`pairs ${run} ${by} ${most}`}
        open={(signal) => openPairDesk(run, { by, most, signal })}
        head={<RateHead {...given} isPaired />}
        show={(desk: PairDesk) => <PairView desk={desk} onLeave={given.onLeave} onMore={setMost} />}
      />
    );
  return (
    <Opened
      key={`${run} ${by} ${item}`}
      open={(signal) => openDesk(run, { by, item, signal })}
      head={<RateHead {...given} isPaired={false} />}
      show={(desk: Desk) => <RateDesk desk={desk} onLeave={given.onLeave} />}
    />
  );
}

interface OpenedProps<T> {
  readonly open: (signal: AbortSignal) => Promise<T>;
  /** Shown until it is open. */
  readonly head: ComponentChildren;
  readonly show: (desk: T) => ComponentChildren;
}

function Opened<T>({ open, head, show }: OpenedProps<T>) {
  const [desk, setDesk] = useState<T>();
  const [failure, setFailure] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leave = new AbortController();
    open(leave.signal).then(setDesk, (error: unknown) => leave.signal.aborted || setFailure(error));
    return () => leave.abort();
  }, [turn]);
  if (desk !== undefined) return <>{show(desk)}</>;
  return (
    <>
      {head}
      {failure === undefined ? (
        <p class="muted">Reading the answers ...</p>
      ) : (
        <Failure
          error={failure}
          onRetry={() => {
            setFailure(undefined);
            setTurn(turn + 1);
          }}
        />
      )}
      <p class="rate-foot">
        <a href={toAddress("runs")}>Choose a run</a>
      </p>
    </>
  );
}
