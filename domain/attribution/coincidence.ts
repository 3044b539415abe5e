import { binomialTail } from "#domain/attribution/exact-tests.ts";

/** All in one unit, whichever it is. */
export interface CoincidenceInputs {
  /** When the service began to fail (A). */
  readonly service: readonly number[];
  /** When incidents of the region began (B). */
  readonly cloud: readonly number[];
  /** How long before an onset of the service an incident may have begun. */
  readonly window: number;
  /** Lag that is taken off first; 0 unless told. */
  readonly lag?: number;
  /** Length of the record. */
  readonly length: number;
}

/** "K of its N outages began within ... after an incident of the region; so many expected." */
export interface Coincidence {
  readonly coincided: number;
  readonly of: number;
  /** The precursor rate K / N; null without onsets. */
  readonly rate: number | null;
  /** N q, by chance. */
  readonly expected: number;
  /** P(at least K), binomial. */
  readonly p: number;
}

/**
 * (E) of methods 3.3: event coincidence analysis (Donges, Schleussner, Siegmund, Donner 2016, arXiv 1508.03534), precursor
 * form. K counts onsets with an incident in [t - lag - window, t - lag]; by chance one has it with
 * q = 1 - (1 - window / (length - lag))^N_B.
 *
 * @throws RangeError unless 0 < window and lag < length
 */
export function eventCoincidence({ service, cloud, window, lag = 0, length }: CoincidenceInputs): Coincidence {
  if (!(window > 0) || !(lag >= 0) || !(length > lag))
    throw new RangeError(`no window: ${window} of ${length} at ${lag}`);
  const preceded = (at: number) => cloud.some((incident) => incident >= at - lag - window && incident <= at - lag);
  const coincided = service.filter(preceded).length;
  const share = Math.min(1, window / (length - lag));
  const q = cloud.length === 0 ? 0 : -Math.expm1(cloud.length * Math.log1p(-share));
  return {
    coincided,
    of: service.length,
    rate: service.length === 0 ? null : coincided / service.length,
    expected: service.length * q,
    p: binomialTail(coincided, service.length, q),
  };
}
