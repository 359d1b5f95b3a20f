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

/**
 * Sets the names of marks beside them so that none lies on another name or mark, or is nearer to the mark of another name than
 * to its own. Where there is no such place, the one that fails least is taken.
 */
export function placeLabels(marks: readonly NamedMark[], frame: LabelFrame): readonly PlacedLabel[] {
  const { radius, fontSize } = frame;
  const taken: Box[] = [
    ...marks.map(({ x, y }) => around(x - radius, x + radius, y, radius)),
    ...(frame.obstacles ?? []),
  ];
  return marks.map((mark) => {
    const [first, ...others] = placesFor(mark);
    const costOf = ({ box }: typeof first) => outside(box, frame) + overlap(box, taken) + confusion(box, mark, marks);
    const chosen = others.reduce<{ place: typeof first; cost: number }>(
      (best, place) => {
        const cost = best.cost === 0 ? Infinity : costOf(place);
        return cost < best.cost ? { place, cost } : best;
      },
      { place: first, cost: costOf(first) },
    ).place;
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

/** Half a name on the page is worse than any other fault. */
const OUTSIDE = 1e6;
/** Two names on one another cannot be read; one that stands a little too near another mark can. */
const OVERLAP = 100;

function outside(box: Box, { left, right, top, bottom }: LabelFrame): number {
  const isWithin = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
  return isWithin ? 0 : OUTSIDE;
}

function overlap(box: Box, taken: readonly Box[]): number {
  return taken.reduce((sum, other) => {
    const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    return width > 0 && height > 0 ? sum + OVERLAP * width * height : sum;
  }, 0);
}

/** How much nearer the name is to other marks than to its own. */
function confusion(box: Box, mark: NamedMark, marks: readonly NamedMark[]): number {
  const own = distance(box, mark);
  return marks.reduce((sum, other) => (other === mark ? sum : sum + Math.max(0, own - distance(box, other))), 0);
}

function distance({ left, right, top, bottom }: Box, { x, y }: NamedMark): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
}
