// A labeling session: the next image is shown immediately, while requests are sent in the
// background.
import { useEffect, useState } from '../../core/html.js';
import { get, path, query, retried } from '../../core/api.js';
import { listen, onBegin } from '../../core/live.js';
import { say, takeBack } from '../../core/labels.js';
import { toast } from '../../ui/toast.js';
import {
  answered, arrived, emptyQueue, labeledElsewhere, refused, renewed, skippedIn, undone, unskipped,
} from './queue.js';

const BATCH = 50;
/** The gateway's limit. */
const MOST = 200;
/** More images are requested when fewer than this are left. */
const FEW = 15;
/** Milliseconds between polls of an empty queue. */
const AGAIN = 5000;

/** The queue outlives the page, so that skipped images stay skipped. */
let queue = emptyQueue();
const own = new Set();
const watchers = new Set();
let isListening = false;

function step(change) {
  queue = change(queue);
  watchers.forEach((watcher) => watcher(queue));
}

/** Images labeled on their own page, or by others, are removed from the queue. */
function hear(name, { imageId }) {
  if (name !== 'image-labeled' || own.has(imageId)) return;
  step((before) => labeledElsewhere(before, imageId, watchers.size > 0));
}

function label(name) {
  const asked = queue.waiting[0];
  if (!asked) return;
  own.add(asked.id);
  step((before) => answered(before, name));
  say(asked.id, name, { confirmed: Boolean(asked.doubt), selection: asked.selection }).catch((problem) => {
    step((before) => refused(before, asked.id, problem.message));
    toast(`Not labeled ${name}, and asked again: ${problem.message}`, { kind: 'bad' });
  });
}

function undo() {
  const last = queue.past.at(-1);
  if (!last) return;
  step(undone);
  if (last.label === null) return;
  // A doubtful label is restored, and shown for review again.
  const { id, doubt } = last.entry;
  (doubt ? say(id, doubt.label) : takeBack(id)).catch((problem) => {
    toast(`${last.label} was not taken back: ${problem.message} Label the image again to correct it.`, { kind: 'bad' });
  });
}

/**
 * @returns {{queue: object, problem: Error|null, asked: boolean, label: (name: string) => void,
 *     skip: () => void, undo: () => void, again: () => void, retry: () => void}} asked: whether the
 *     gateway's queue has been loaded once
 */
export function useSession() {
  const [held, set] = useState(queue);
  useEffect(() => {
    if (!isListening) {
      listen(hear);
      onBegin((isAgain) => isAgain && step((before) => renewed(before, watchers.size > 0)));
    }
    isListening = true;
    set(queue);
    watchers.add(set);
    return () => watchers.delete(set);
  }, []);
  const source = useRefill(held.waiting.length < FEW);
  return {
    queue: held,
    ...source,
    label,
    undo,
    skip: () => step((before) => answered(before, null)),
    again: () => step(unskipped),
  };
}

/** Requests more images when few are left. */
function useRefill(isShort) {
  const [turn, again] = useState(0);
  const [source, set] = useState({ asked: false, problem: null });
  useEffect(() => {
    if (!isShort) return undefined;
    const control = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        // The gateway does not know of skipped images, and returns them again.
        const limit = Math.min(MOST, BATCH + skippedIn(queue));
        const { images } = await get(query(path('labels', 'queue'), { limit }), { signal: control.signal });
        step((before) => arrived(before, images));
        set({ asked: true, problem: null });
      } catch (problem) {
        if (control.signal.aborted) return;
        set((before) => ({ ...before, problem: retried(problem) }));
      }
      if (!control.signal.aborted) timer = setTimeout(ask, AGAIN);
    };
    ask();
    return () => {
      control.abort();
      clearTimeout(timer);
    };
  }, [isShort, turn]);
  return { ...source, retry: () => again(turn + 1) };
}
