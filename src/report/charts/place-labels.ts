/** A mark of a chart that bears a name, in pixels. */
export interface NamedMark {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/** Where a name stands: the middle of its line, and the end that is nearest to the mark. */
export interface PlacedLabel extends NamedMark {
  readonly labelX: number;
  readonly labelY: number;
  readonly anchor: "start" | "end";
}

export interface LabelFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
  /** Radius of the marks. */
  readonly radius: number;
  /** What names keep off as well, such as the lines of intervals. */
  readonly obstacles?: readonly Box[];
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Width of a letter over the size of its font, on the safe side for the usual sans-serif ones. */
const LETTER_WIDTH = 0.58;

/** Sets the names of marks beside them so that none lies on another name or mark, as far as there is room. */
export function placeLabels(marks: readonly NamedMark[], frame: LabelFrame): readonly PlacedLabel[] {
  const { radius, fontSize } = frame;
  const taken: Box[] = [
    ...marks.map(({ x, y }) => around(x - radius, x + radius, y, radius)),
    ...(frame.obstacles ?? []),
  ];
  return marks.map((mark) => {
    const places = placesFor(mark);
    const chosen =
      places.find(({ box }) => isFree(box, taken, frame)) ??
      places.find(({ box }) => isWithin(box, frame)) ??
      places[0];
    taken.push(chosen.box);
    return { ...mark, ...chosen.label };
  });

  function placesFor(mark: NamedMark) {
    const length = [...mark.name].length * fontSize * LETTER_WIDTH;
    const gap = radius + 5;
    const steps = Array.from({ length: 13 }, (_, index) => Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1));
    const place = (step: number, anchor: "start" | "end") => {
      const labelX = anchor === "start" ? mark.x + gap : mark.x - gap;
      const labelY = mark.y + step * (fontSize + 3);
      const left = anchor === "start" ? labelX : labelX - length;
      return { label: { labelX, labelY, anchor }, box: around(left, left + length, labelY, fontSize / 2 + 1) };
    };
    // Above or below its mark, as a long name on a narrow chart fits on neither side of it.
    const across = (step: number) => {
      const labelX = Math.max(frame.left, Math.min(mark.x - length / 2, frame.right - length));
      const labelY = mark.y + step * (fontSize + 3);
      const box = around(labelX, labelX + length, labelY, fontSize / 2 + 1);
      return { label: { labelX, labelY, anchor: "start" as const }, box };
    };
    const first = mark.x + gap + length <= frame.right ? ("start" as const) : ("end" as const);
    const other = first === "start" ? ("end" as const) : ("start" as const);
    return [
      place(0, first),
      place(0, other),
      ...steps.slice(1).flatMap((step) => [place(step, first), place(step, other)]),
      ...steps.slice(1).map(across),
    ] as const;
  }
}

function around(left: number, right: number, middle: number, half: number): Box {
  return { left, right, top: middle - half, bottom: middle + half };
}

function isWithin(box: Box, { left, right, top, bottom }: LabelFrame): boolean {
  return box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
}

function isFree(box: Box, taken: readonly Box[], frame: LabelFrame): boolean {
  if (!isWithin(box, frame)) return false;
  return taken.every(
    (other) => box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top,
  );
}
