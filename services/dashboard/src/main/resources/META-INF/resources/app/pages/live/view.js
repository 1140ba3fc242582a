// Which rows are on the page, and in particular: none moves while somebody reads.
import { matches } from './filter.js';

/**
 * What a list shows.
 *
 * @param {object[]} images held, newest first
 * @param {object} filter
 * @param {number} floor milliseconds: older images are left out, since between them others may not
 *     be loaded
 * @param {{ids: Set<string>, floor: number}|null} held what was shown when the list was held; null
 *     if it follows what comes
 * @returns {{shown: object[], fresh: number}} the rows, and how many have come since
 */
export function viewOf(images, filter, floor, held) {
  const shown = [];
  let fresh = 0;
  for (const image of images) {
    const at = Date.parse(image.uploadedAt);
    if (at < floor) break;
    if (held?.ids.has(image.id)) shown.push(image);
    else if (!matches(filter, image)) continue;
    else if (held === null || at < held.floor) shown.push(image);
    else fresh++;
  }
  return { shown, fresh };
}

/** Holds a list: its rows stay, older ones may follow below. */
export function hold(shown, floor) {
  return { ids: new Set(shown.map((image) => image.id)), floor };
}
