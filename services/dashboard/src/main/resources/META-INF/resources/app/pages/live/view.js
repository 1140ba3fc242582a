// Selects the rows of the list, and keeps them in place while the user reads.
import { matches } from './filter.js';

/**
 * Returns the rows of a list.
 *
 * @param {object[]} images in memory, newest first
 * @param {object} filter
 * @param {number} floor milliseconds: older images are left out, since they may not be loaded
 *     completely
 * @param {{ids: Set<string>, floor: number}|null} held the rows when the list was held; null if it
 *     follows new images
 * @returns {{shown: object[], fresh: number}} the rows, and the number of new images since
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

/** Holds a list: its rows stay, and older ones may be appended. */
export function hold(shown, floor) {
  return { ids: new Set(shown.map((image) => image.id)), floor };
}
