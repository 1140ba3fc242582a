// Figures of the last minute, computed from the stream.

const MINUTE = 60_000;
/** If a minute has more events, only the newest are counted. */
const MOST = 50_000;

/** Throughput, latency and rejections. */
export class Rates {
  #ends = [];
  #since;

  /** @param {number} now milliseconds */
  constructor(now) {
    this.#since = now;
  }

  /**
   * Counts an event with an image's outcome; other events are ignored.
   *
   * @param {string} name
   * @param {object} event
   * @param {number} now time of receipt in milliseconds
   */
  note(name, event, now) {
    if (name === 'image-classified' && event.role !== 'shadow') {
      const latency = (Date.parse(event.classifiedAt) - Date.parse(event.uploadedAt)) / 1000;
      this.#ends.push({ now, latency: Math.max(0, latency) });
    } else if (name === 'image-rejected' && event.imageId) {
      this.#ends.push({ now, latency: null });
    }
    if (this.#ends.length > MOST) this.#ends = this.#ends.slice(-MOST / 2);
  }

  /**
   * Returns the figures of the last minute, or since the start if that is shorter.
   *
   * @returns {{perSecond: number, rejected: number, median: number, images: number}} the share and
   *     the median (in seconds) are NaN without images
   */
  figures(now) {
    const from = now - MINUTE;
    let first = 0;
    while (first < this.#ends.length && this.#ends[first].now < from) first++;
    if (first > 0) this.#ends = this.#ends.slice(first);
    const latencies = this.#ends.filter((end) => end.latency !== null).map((end) => end.latency);
    const oldest = Math.max(from, Math.min(this.#since, this.#ends[0]?.now ?? now));
    const images = this.#ends.length;
    return {
      images,
      perSecond: images / Math.max(5, (now - oldest) / 1000),
      rejected: images === 0 ? NaN : (images - latencies.length) / images,
      median: median(latencies),
    };
  }
}

function median(values) {
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
