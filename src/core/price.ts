/** Price per million tokens. */
export interface Price {
  readonly currency: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** Of prompt tokens that the provider had in its cache; absent: as the others. */
  readonly cachedInputPerMillion?: number | undefined;
  /** Where the price is stated, and when; absent: in models.json. */
  readonly source?: string | undefined;
}
