// Samples of the system's figures while the dashboard is open. Pure functions on lists.

/** An hour with a sample every five seconds. */
export const MOST = 720;

/** A longer pause, in seconds, is drawn as a gap. */
const GAP = 30;

/** Seconds from the start of a chart to its first sample. */
const BEFORE = 60;

/**
 * Appends a sample.
 *
 * @param {{at: number}[]} samples oldest first; `at` in seconds since 1970
 * @param {{at: number}} next ignored if it is not newer than the last
 * @param {number} most samples that are kept
 */
export function withSample(samples, next, most = MOST) {
  const last = samples[samples.length - 1];
  if (last && next.at <= last.at) return samples;
  // A single sample does not define a time scale.
  if (!last) return [{ at: next.at - BEFORE }, next];
  const gap = next.at - last.at > GAP ? [{ at: last.at + 1 }] : [];
  return [...samples, ...gap, next].slice(-most);
}

/**
 * Returns a figure of all samples, for a chart.
 *
 * @param {string} name of the figure
 * @returns {(number|null)[]} null if unknown
 */
export function values(samples, name) {
  return samples.map((sample) => (Number.isFinite(sample[name]) ? sample[name] : null));
}
