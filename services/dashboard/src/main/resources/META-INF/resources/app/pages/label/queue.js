// The images that wait for a person's label: pure steps from state to state.

/** What was said is remembered so far back. */
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

/** More to ask; those that have been asked before are left out. */
export function arrived(queue, entries) {
  const seen = new Set(queue.seen);
  const fresh = entries.filter(({ id }) => !seen.has(id) && seen.add(id));
  return fresh.length === 0 ? queue : { ...queue, seen, waiting: [...queue.waiting, ...fresh] };
}

/** The one that is asked was labeled, or skipped where label is null. */
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

/** The last step is taken back: its image is asked again. */
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

/** A label did not arrive: its image is asked again, after the one that is looked at now. */
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

/** One was labeled elsewhere: it is not asked any more, unless it is the one that is looked at. */
export function labeledElsewhere(queue, id, isLookedAt = true) {
  const waiting = queue.waiting.filter((each, place) => each.id !== id || (isLookedAt && place === 0));
  return waiting.length === queue.waiting.length ? queue : { ...queue, waiting };
}

/** What was skipped is asked again, when all else has been. */
export function unskipped(queue) {
  const skipped = queue.past.filter((each) => each.label === null).map((each) => each.entry);
  return {
    ...queue,
    waiting: [...queue.waiting, ...skipped],
    past: queue.past.filter((each) => each.label !== null),
  };
}

/** How many were skipped. */
export function skippedIn(queue) {
  return queue.past.filter((each) => each.label === null).length;
}
