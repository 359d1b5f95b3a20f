import type { Criterion, Rubric } from "./rubric.ts";

const coherence: Criterion = {
  id: "coherence",
  name: "Coherence",
  asks: "Does the answer hang together, and does it answer what was asked?",
  anchors: {
    1: "No sense can be made of it, or it answers something else.",
    2: "Single sentences make sense, but they do not follow from each other, or they contradict each other.",
    3: "The thread can be followed with effort: it jumps, repeats itself or loses the question for a while.",
    4: "Well ordered and on the question, with one place that is out of order or does not belong.",
    5: "Every sentence follows from the one before, and together they answer the question.",
  },
};

const factuality: Criterion = {
  id: "factuality",
  name: "Factuality",
  asks: "Is what the answer says true?",
  anchors: {
    1: "Its main statement is false, or it is invented.",
    2: "Several statements are false, and whoever relies on them is misled.",
    3: "The main statement is true; a false detail or two would need to be corrected.",
    4: "Everything that matters is true; something minor is imprecise.",
    5: "Every statement is true and precise.",
  },
};

const brevity: Criterion = {
  id: "brevity",
  name: "Brevity",
  asks: "Is the answer as short as the task allows, and of the length that was asked for?",
  anchors: {
    1: "Most of it is padding or repetition, or it is cut off before it says anything.",
    2: "Half of it could go, or it is far from the length that was asked for.",
    3: "Some sentences could go, or it misses the length that was asked for by a little.",
    4: "Tight and of the right length, with a phrase or two that add nothing.",
    5: "Of the right length, and every word is needed.",
  },
};

const depth: Criterion = {
  id: "depth",
  name: "Depth",
  asks: "Does the answer go as deep as the task needs?",
  anchors: {
    1: "It says nothing beyond the question itself.",
    2: "It names the subject in general words, without a reason, an example or a detail.",
    3: "It covers the main point and leaves out others that the task needs.",
    4: "It covers what the task needs, with reasons or details for most of it.",
    5: "It covers all that the task needs, with the reasons and details that a specialist would give.",
  },
};

const sourceSupport: Criterion = {
  id: "source-support",
  name: "Source support",
  asks: "Is everything that the answer says supported by the material that the prompt brings along?",
  anchors: {
    1: "It contradicts the material, or has nothing to do with it.",
    2: "Most of it cannot be found in the material.",
    3: "The main statement is in the material; others are added from elsewhere.",
    4: "All statements but a minor one can be found in the material.",
    5: "Every statement can be found in the material.",
  },
  needs: "context",
};

/** The rubric that comes with the product: the workshop's three criteria, then depth and source support. */
export const BUILT_IN_RUBRIC: Rubric = {
  name: "built-in",
  criteria: [coherence, factuality, brevity, depth, sourceSupport],
};
