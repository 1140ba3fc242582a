// A person at work on the queue: the next image is there at once, requests follow behind.
import { useEffect, useState } from '../../core/html.js';
import { get, path, query } from '../../core/api.js';
import { listen } from '../../core/live.js';
import { say, takeBack } from '../../core/labels.js';
import { toast } from '../../ui/toast.js';
import {
  answered, arrived, emptyQueue, labeledElsewhere, refused, skippedIn, undone, unskipped,
} from './queue.js';

const BATCH = 50;
/** The gateway gives no more. */
const MOST = 200;
/** More are asked for when so few wait. */
const FEW = 15;
/** Milliseconds between looks at an empty queue. */
const AGAIN = 5000;

/** The queue outlives the page, so that what was skipped stays skipped. */
let queue = emptyQueue();
const own = new Set();
const watchers = new Set();
let isListening = false;

function step(change) {
  queue = change(queue);
  watchers.forEach((watcher) => watcher(queue));
}

/** What is labeled on an image's page, or by somebody else, needs no label here. */
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
  // A label that was doubted is what it was before, and asked about again.
  const { id, doubt } = last.entry;
  (doubt ? say(id, doubt.label) : takeBack(id)).catch((problem) => {
    toast(`${last.label} was not taken back: ${problem.message} Label the image again to correct it.`, { kind: 'bad' });
  });
}

/**
 * @returns {{queue: object, problem: Error|null, asked: boolean, label: (name: string) => void,
 *     skip: () => void, undo: () => void, again: () => void, retry: () => void}} asked tells
 *     whether the gateway has said once what there is
 */
export function useSession() {
  const [held, set] = useState(queue);
  useEffect(() => {
    if (!isListening) listen(hear);
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

/** Asks for more while few wait. */
function useRefill(isShort) {
  const [turn, again] = useState(0);
  const [source, set] = useState({ asked: false, problem: null });
  useEffect(() => {
    if (!isShort) return undefined;
    const control = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        // The gateway knows nothing of what was skipped, and names it again.
        const limit = Math.min(MOST, BATCH + skippedIn(queue));
        const { images } = await get(query(path('labels', 'queue'), { limit }), { signal: control.signal });
        step((before) => arrived(before, images));
        set({ asked: true, problem: null });
      } catch (problem) {
        if (control.signal.aborted) return;
        set((before) => ({ ...before, problem }));
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
