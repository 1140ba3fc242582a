// What the system's figures were while the dashboard was open. No DOM: a list goes in, a list comes out.

/** An hour, at one sample in five seconds. */
export const MOST = 720;

/** A pause longer than this, in seconds, is drawn as a gap. */
const GAP = 30;

/** Seconds before the first sample at which a chart begins. */
const BEFORE = 60;

/**
 * The samples with one more.
 *
 * @param {{at: number}[]} samples the oldest first; `at` in seconds since 1970
 * @param {{at: number}} next ignored if it is not newer than the last
 * @param {number} most how many are kept
 */
export function withSample(samples, next, most = MOST) {
  const last = samples[samples.length - 1];
  if (last && next.at <= last.at) return samples;
  // Of one sample alone no scale of time could be made.
  if (!last) return [{ at: next.at - BEFORE }, next];
  const gap = next.at - last.at > GAP ? [{ at: last.at + 1 }] : [];
  return [...samples, ...gap, next].slice(-most);
}

/**
 * One figure of all samples, for a chart.
 *
 * @param {string} name of the figure
 * @returns {(number|null)[]} null where it is not known
 */
export function values(samples, name) {
  return samples.map((sample) => (Number.isFinite(sample[name]) ? sample[name] : null));
}
