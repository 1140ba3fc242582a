// The list that somebody came from, so that an image's page can go on in it.

let trail = { name: '', address: '', ids: [] };

/**
 * Remembers a list.
 *
 * @param {string} name of its page
 * @param {string} address that leads back to it
 * @param {string[]} ids of its images, in its order
 */
export function remember(name, address, ids) {
  trail = { name, address, ids };
}

/** What is around an image in the remembered list; null if it is not in it. */
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
