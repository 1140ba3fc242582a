// Figures of versions in the conditions' terms, and their positions on a scale. Pure functions.
import { parsed } from './words.js';

const Z = 1.959964;

/** Returns a proportion with its 95 % interval (Wilson, 1927); null without samples. */
export function shareOf(part, whole) {
  if (!(whole > 0)) return null;
  const p = part / whole;
  const centre = p + (Z * Z) / (2 * whole);
  const spread = Z * Math.sqrt((p * (1 - p)) / whole + (Z * Z) / (4 * whole * whole));
  const scale = 1 + (Z * Z) / whole;
  return {
    value: p,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

/**
 * Returns a version's own value of a metric.
 *
 * @returns {{value: number, low?: number, high?: number}|null} null if nothing was measured
 */
export function valueOf(metric, figures) {
  if (!figures) return null;
  const quantile = /^(infer|end-to-end)-(p\d+)$/.exec(metric);
  if (quantile)
    return known((quantile[1] === 'infer' ? figures.inferSeconds : figures.endToEndSeconds)[quantile[2]]);
  if (metric === 'accuracy' || metric === 'agreement')
    return figures[metric].value === null ? null : figures[metric];
  if (metric === 'estimated-accuracy')
    return figures.estimatedAccuracy?.value == null ? null : figures.estimatedAccuracy;
  if (metric === 'failure-rate') return shareOf(figures.failures, figures.images + figures.failures);
  if (metric === 'rejection-rate') return shareOf(figures.rejections, figures.images + figures.rejections);
  return metric === 'confidence' || metric === 'entropy' ? known(figures[metric]) : null;
}

function known(value) {
  return Number.isFinite(value) ? { value } : null;
}

/**
 * Returns the positions of a measurement and its bound, in percent of a scale that shows both.
 *
 * @param {string} successCondition such as `ratio <= 2`
 * @param {{value: number, low: number, high: number}} measured
 * @returns {{bound: number, value: number, low: number, high: number, from: number, to:
 *     number}|null} from and to: the part of the scale that meets the condition; null if nothing
 *     can be drawn
 */
export function drawn(successCondition, measured) {
  const parts = parsed(successCondition);
  if (parts === null || !Number.isFinite(measured?.value)) return null;
  const low = measured.low ?? measured.value;
  const high = measured.high ?? measured.value;
  const least = Math.min(low, parts.bound);
  const most = Math.max(high, parts.bound);
  const room = (most - least || Math.abs(most) || 1) * 0.18;
  const place = (number) =>
    Math.max(0, Math.min(100, (100 * (number - least + room)) / (most - least + 2 * room)));
  const bound = place(parts.bound);
  return {
    bound,
    value: place(measured.value),
    low: place(low),
    high: place(high),
    from: parts.sign.startsWith('>') ? bound : 0,
    to: parts.sign.startsWith('>') ? 100 : bound,
  };
}
