/** The points of the scale, from worst to best. */
export const SCORES = [1, 2, 3, 4, 5] as const;

/** How well an answer meets a criterion. */
export type Score = (typeof SCORES)[number];

/** What people and judges score an answer by. */
export interface Rubric {
  readonly name: string;
  /** At least one; their ids are unique. */
  readonly criteria: readonly Criterion[];
}

/** One quality of an answer, scored from 1 to 5. */
export interface Criterion {
  /** Such as `source-support`: a column of files that people fill in. */
  readonly id: string;
  readonly name: string;
  /** The question that a score answers. */
  readonly asks: string;
  /** The answer that each point stands for; no two are the same. */
  readonly anchors: Readonly<Record<Score, string>>;
  /**
   * Without which an answer cannot be scored by it: the material that a prompt brings along, or its reference answer.
   * Absent: the prompt and the answer are enough.
   */
  readonly needs?: "context" | "reference" | undefined;
}
