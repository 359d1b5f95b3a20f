/** Passes text on in pieces that never end within a character. */
export interface WholeText {
  /** Text that may be passed on now; a first half of a surrogate pair waits for its second. */
  add(text: string): string;
  /** A half that stayed alone, as the replacement character; else nothing. */
  end(): string;
}

export function createWholeText(): WholeText {
  let half = "";
  return {
    add(text) {
      if (text === "") return "";
      const joined = half + text;
      const last = joined.charCodeAt(joined.length - 1);
      half = last >= 0xd800 && last <= 0xdbff ? joined.slice(-1) : "";
      return (half === "" ? joined : joined.slice(0, -1)).toWellFormed();
    },
    end: () => (half === "" ? "" : "\uFFFD"),
  };
}
