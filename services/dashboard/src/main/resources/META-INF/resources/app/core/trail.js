// The list from which the user opened an image, so that the image's page can move through it.

let trail = { name: '', address: '', ids: [] };

/**
 * Stores a list.
 *
 * @param {string} name of the list's page
 * @param {string} address of the list
 * @param {string[]} ids of its images, in order
 */
export function remember(name, address, ids) {
  trail = { name, address, ids };
}

/** Removes an erased image from the stored list, so that no other one leads to it. */
export function forget(id) {
  trail = { ...trail, ids: trail.ids.filter((each) => each !== id) };
}

/** Returns the neighbours of an image in the stored list; null if it is not in it. */
export function around(id) {
  const place = trail.ids.indexOf(id);
  if (place < 0) return null;
  return {
    name: trail.name,
    address: trail.address,
    place: place + 1,
    of: trail.ids.length,
    before: trail.ids[place - 1] ?? null,
    after: trail.ids[place + 1] ?? null,
  };
}
