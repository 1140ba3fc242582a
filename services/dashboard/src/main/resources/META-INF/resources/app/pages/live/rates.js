// Figures of the last minute, computed from the stream.

const MINUTE = 60_000;
/** If a minute has more events, only the newest are counted. */
const MOST = 50_000;

/** Throughput, latency and rejections. */
export class Rates {
  #ends = [];
  #since;
  /** The least milliseconds from an outcome, by the server's clock, to its receipt. */
  #delay = Infinity;

  /** @param {number} now milliseconds */
  constructor(now) {
    this.#since = now;
  }

  /**
   * Counts an event with an image's outcome; other events are ignored. It counts at its own time,
   * since a stream that resumes sends old events.
   *
   * @param {string} name
   * @param {object} event
   * @param {number} now time of receipt in milliseconds
   */
  note(name, event, now) {
    if (name === 'image-classified' && event.role !== 'shadow') {
      const latency = (Date.parse(event.classifiedAt) - Date.parse(event.uploadedAt)) / 1000;
      this.#count(event.classifiedAt, Math.max(0, latency), now);
    } else if (name === 'image-rejected' && event.imageId) {
      this.#count(event.rejectedAt, null, now);
    }
  }

  #count(time, latency, now) {
    const at = Date.parse(time);
    this.#delay = Math.min(this.#delay, now - at);
    if (at + this.#delay < now - MINUTE) return;
    this.#ends.push({ at, latency });
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
    this.#ends = this.#ends.filter((end) => end.at + this.#delay >= from);
    const latencies = this.#ends.filter((end) => end.latency !== null).map((end) => end.latency);
    const first = this.#ends.reduce((least, end) => Math.min(least, end.at + this.#delay), this.#since);
    const oldest = Math.max(from, first);
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
