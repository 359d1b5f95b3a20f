/** The text of one document, with what is known of its structure. Offsets count UTF-16 units of the text. */
export interface DocumentText {
  readonly text: string;
  /** In order. Empty where the form has none. */
  readonly headings: readonly Heading[];
  /** First unit of each page, in order; empty where the form has no pages. */
  readonly pages: readonly number[];
}

export interface Heading {
  readonly at: number;
  /** 1 is the highest. */
  readonly level: number;
  readonly title: string;
}

/** A part of a document that can be found and cited. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** What stands there: `text.slice(start, end)`. */
  readonly text: string;
  /** Headings that it stands below, the highest first. */
  readonly headings: readonly string[];
  /** Page that it begins on, from 1; absent where there are none. */
  readonly page?: number | undefined;
}
