// The stream of image events that all pages share: uploaded, classified, rejected, failed,
// labeled, unlabeled.
import { useEffect, useState } from './html.js';
import { follow } from './stream.js';
import { isLockedOut } from './access.js';

/** A browser drops events without a listener: these are all that the gateway sends. */
const NAMES = [
  'image-uploaded', 'image-classified', 'image-rejected', 'image-failed', 'image-labeled', 'image-unlabeled',
];
const EVENTS = 'uploaded,classified,rejected,failed,labeled';

const listeners = new Set();
const watchers = new Set();
const beginners = new Set();
let state = 'connecting';
let begun = false;
let wasOpen = false;

/** Starts the stream, once per page load and, if required, after signing in. */
export function start() {
  if (begun || isLockedOut()) return;
  begun = true;
  follow(
    '/v1/predictions/stream?position=true&events=' + EVENTS,
    NAMES,
    (name, data) => listeners.forEach((listener) => listener(name, data)),
    (next, goesOn) => {
      state = next;
      if (next === 'open' && !goesOn) beginners.forEach((beginner) => beginner(wasOpen));
      wasOpen ||= next === 'open';
      watchers.forEach((watcher) => watcher(next));
    },
  );
}

/** Calls the listener for all events until the returned function is called. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Calls the function when the stream has started without resuming, until the returned function is
 * called.
 *
 * @param {(isAgain: boolean) => void} beginner isAgain: whether the stream was open before, so that
 *     events since then are missing
 */
export function onBegin(beginner) {
  beginners.add(beginner);
  return () => beginners.delete(beginner);
}

/**
 * Calls the listener for all events while the component is mounted. The listener may change between
 * renders.
 */
export function useLive(listener) {
  useEffect(() => listen(listener), [listener]);
}

/** Returns the state of the connection: connecting, open or lost. */
export function useConnection() {
  const [seen, set] = useState(state);
  useEffect(() => {
    set(state);
    watchers.add(set);
    return () => watchers.delete(set);
  }, []);
  return seen;
}
