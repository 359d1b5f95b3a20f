/** The fewest values that an interval of a share or of a paired difference is shown for: below, its ends say more about luck. */
export const LEAST_VALUES = 6;

/** The fewest values that an interval of a mean is shown for. */
export const LEAST_FOR_MEAN = 12;
