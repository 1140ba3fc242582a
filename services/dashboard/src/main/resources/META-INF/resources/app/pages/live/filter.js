// The filter of the list, in the page's address and applied to images in memory.
import { answerOf, predictedOf, versionOf } from '../../core/images.js';
import { query } from '../../core/api.js';
import { to } from '../../core/route.js';

/** States of images, as in /v1/images. */
export const STATES = ['uploaded', 'classified', 'rejected', 'training'];

const NONE = { label: '', version: '', state: '', from: 0, to: 100 };

/**
 * Parses the filter of an address; invalid values are ignored.
 *
 * @param {URLSearchParams} parameters
 * @returns {{label: string, version: string, state: string, from: number, to: number}} from and to
 *     are percentages
 */
export function filterOf(parameters) {
  const state = parameters.get('state') ?? '';
  return {
    label: parameters.get('label') ?? '',
    version: parameters.get('version') ?? '',
    state: STATES.includes(state) ? state : '',
    from: share(parameters.get('from'), 0),
    to: share(parameters.get('to'), 100),
  };
}

function share(text, otherwise) {
  const value = Number(text ?? NaN);
  return text !== '' && value >= 0 && value <= 100 ? value : otherwise;
}

/** Returns the page's address with a filter. */
export function addressOf(filter) {
  const said = Object.entries(filter).filter(([name, value]) => value !== NONE[name]);
  return query(to('live'), Object.fromEntries(said));
}

/** Whether the filter admits every image. */
export function isOpen(filter) {
  return Object.keys(NONE).every((name) => filter[name] === NONE[name]);
}

/** Returns the part of the filter that the gateway applies. */
export function askedOf({ label, state, version, from, to }) {
  if (state) return { state, label: state === 'classified' ? label : '' };
  return { label, state: version || from > 0 || to < 100 ? 'classified' : '' };
}

/** Whether an image is admitted: by its answer, or by any version's name. */
export function matches(filter, image) {
  if (filter.state && image.state !== filter.state) return false;
  if (filter.version && !image.predictions.some((each) => versionOf(each.model) === filter.version)) {
    return false;
  }
  if (!filter.label && filter.from <= 0 && filter.to >= 100) return true;
  const answer = filter.version ? answerBy(image, filter.version) : predictedOf(image);
  if (answer === null) return false;
  const confidence = 100 * answer.probability;
  return (!filter.label || predictedOf(image)?.label === filter.label)
    && confidence >= filter.from && confidence <= filter.to;
}

/** Returns the most probable label of a version. */
function answerBy(image, version) {
  return image.predictions.find((each) => versionOf(each.model) === version)?.labels[0] ?? null;
}

/** Returns the labels and versions of images, as choices. */
export function namesIn(images) {
  const labels = new Set();
  const versions = new Set();
  for (const image of images) {
    const answer = answerOf(image);
    if (answer) labels.add(answer.labels[0].label);
    image.predictions.forEach((each) => versions.add(versionOf(each.model)));
  }
  const byName = (a, b) => a.localeCompare(b, 'en', { numeric: true });
  return { labels: [...labels].sort(byName), versions: [...versions].sort(byName) };
}
