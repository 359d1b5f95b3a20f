/**
 * The natural logarithm of the gamma function for x > 0, to about 14 digits.
 *
 * Source: Stirling's series (Abramowitz and Stegun 6.1.41), reached from small x by the recurrence (6.1.15).
 */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  // Below 10 the series is not exact to double precision.
  for (; z < 10; z++) shift += Math.log(z);
  const inverse = 1 / (z * z);
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * inverse) * inverse) * inverse) * inverse) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
