/** One assertion with what was found, for the explanation of a probe. */
export interface AssertionResult {
  /** In words: `$.result.status eq "online"`. */
  readonly text: string;
  readonly ok: boolean;
  /** What was found, bounded. */
  readonly found: string;
}
