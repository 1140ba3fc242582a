// The one stream of images that all pages share: what was uploaded, answered, rejected, labeled.
import { useEffect, useState } from './html.js';
import { follow } from './stream.js';
import { isLockedOut } from './access.js';

const NAMES = ['image-uploaded', 'image-classified', 'image-rejected', 'image-failed', 'image-labeled'];
const EVENTS = 'uploaded,classified,rejected,failed,labeled';

const listeners = new Set();
const watchers = new Set();
const beginners = new Set();
let state = 'connecting';
let begun = false;

/** Begins, once for the page, and not before somebody is signed in where that is needed. */
export function start() {
  if (begun || isLockedOut()) return;
  begun = true;
  follow(
    '/v1/predictions/stream?position=true&events=' + EVENTS,
    NAMES,
    (name, data) => listeners.forEach((listener) => listener(name, data)),
    (next, goesOn) => {
      state = next;
      if (next === 'open' && !goesOn) beginners.forEach((beginner) => beginner());
      watchers.forEach((watcher) => watcher(next));
    },
  );
}

/** Hears all events until the returned function is called. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Is told when the stream begins, which says nothing of what happened before. */
export function onBegin(beginner) {
  beginners.add(beginner);
}

/** Hears all events while the caller is on the page. The listener may change from render to render. */
export function useLive(listener) {
  useEffect(() => listen(listener), [listener]);
}

/** Whether the stream is connected: connecting, open or lost. */
export function useConnection() {
  const [seen, set] = useState(state);
  useEffect(() => {
    set(state);
    watchers.add(set);
    return () => watchers.delete(set);
  }, []);
  return seen;
}
