// The queue of images to label: pure functions from state to state.

/** Number of past answers that can be undone. */
const MOST_PAST = 200;

/**
 * @typedef {{id: string, reasons: string[], margin: number, doubt: object|null, selection: string,
 *     image: object, trouble?: string}} Entry doubt: of the label that it has, see the label queue
 * @typedef {{entry: Entry, label: string|null}} Said label is null for what was skipped
 * @typedef {{waiting: Entry[], past: Said[], seen: Set<string>, labeled: number}} Queue the first
 *     that waits is the one that is asked
 */

/** @returns {Queue} */
export function emptyQueue() {
  return { waiting: [], past: [], seen: new Set(), labeled: 0 };
}

/** Adds images, except those that were already shown. */
export function arrived(queue, entries) {
  const seen = new Set(queue.seen);
  const fresh = entries.filter(({ id }) => !seen.has(id) && seen.add(id));
  return fresh.length === 0 ? queue : { ...queue, seen, waiting: [...queue.waiting, ...fresh] };
}

/** The current image was labeled, or skipped if label is null. */
export function answered(queue, label) {
  const [entry, ...waiting] = queue.waiting;
  if (!entry) return queue;
  const { trouble, ...asked } = entry;
  return {
    ...queue,
    waiting,
    past: [...queue.past, { entry: asked, label }].slice(-MOST_PAST),
    labeled: queue.labeled + (label === null ? 0 : 1),
  };
}

/** Undoes the last step: its image is shown again. */
export function undone(queue) {
  const last = queue.past.at(-1);
  if (!last) return queue;
  return {
    ...queue,
    waiting: [last.entry, ...queue.waiting],
    past: queue.past.slice(0, -1),
    labeled: queue.labeled - (last.label === null ? 0 : 1),
  };
}

/** The label was not accepted: its image is shown again after the current one. */
export function refused(queue, id, trouble) {
  const said = queue.past.find((each) => each.entry.id === id);
  if (!said) return queue;
  const [current, ...others] = queue.waiting;
  return {
    ...queue,
    waiting: [...(current ? [current] : []), { ...said.entry, trouble }, ...others],
    past: queue.past.filter((each) => each !== said),
    labeled: queue.labeled - 1,
  };
}

/** The image was labeled elsewhere and is removed, unless it is the current one. */
export function labeledElsewhere(queue, id, isLookedAt = true) {
  const waiting = queue.waiting.filter((each, place) => each.id !== id || (isLookedAt && place === 0));
  return waiting.length === queue.waiting.length ? queue : { ...queue, waiting };
}

/** Events were missed: all images but the current one are dropped, to be requested again. */
export function renewed(queue, isLookedAt = true) {
  const kept = queue.waiting.slice(0, isLookedAt ? 1 : 0);
  const seen = new Set(queue.seen);
  queue.waiting.slice(kept.length).forEach((each) => seen.delete(each.id));
  return { ...queue, seen, waiting: kept };
}

/** Skipped images are shown again, after all others. */
export function unskipped(queue) {
  const skipped = queue.past.filter((each) => each.label === null).map((each) => each.entry);
  return {
    ...queue,
    waiting: [...queue.waiting, ...skipped],
    past: queue.past.filter((each) => each.label !== null),
  };
}

/** Returns the number of skipped images. */
export function skippedIn(queue) {
  return queue.past.filter((each) => each.label === null).length;
}
