import { AssayError } from "../core/errors.ts";

/** A stream of numbers that one seed determines on every system; not for secrets. */
export interface Random {
  /** The next number in [0, 1), in steps of 2^-32. */
  next(): number;
  /** A whole number in [0, n). @throws invalid-input unless n is a whole number from 1 to 2^32 */
  integer(n: number): number;
  /** The same items in random order, as a new array. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * Creates a seeded generator.
 *
 * Algorithm: sfc32 by Chris Doty-Humphrey (PractRand, public domain), seeded as there: the 64 bits of the seed,
 * a counter of 1, twelve rounds discarded. A negative seed counts as its two's complement.
 * @throws invalid-input unless the seed is a safe integer
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed))
    throw new AssayError({
      code: "invalid-input",
      message: `The seed must be a safe integer, not ${seed}.`,
    });

  let a = 0;
  let b = seed | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;

  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();

  // Taking the floor favours some results by at most n / 2^32, which no sample size here can see.
  const integer = (n: number) => {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
      throw new AssayError({
        code: "invalid-input",
        message: `The limit of a random number must be a whole number from 1 to 2^32, not ${n}.`,
      });
    return Math.floor(next() * n);
  };

  const shuffle = <T>(items: readonly T[]): T[] => {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = integer(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  };

  return { next, integer, shuffle };
}
