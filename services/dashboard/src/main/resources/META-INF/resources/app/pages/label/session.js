// A person at work on the queue: the next image is there at once, requests follow behind.
import { useCallback, useEffect, useRef, useState } from '../../core/html.js';
import { get, path, query } from '../../core/api.js';
import { useLive } from '../../core/live.js';
import { say, takeBack } from '../../core/labels.js';
import { toast } from '../../ui/toast.js';
import { answered, arrived, emptyQueue, labeledElsewhere, refused, undone, unskipped } from './queue.js';

const BATCH = 50;
/** More are asked for when so few wait. */
const FEW = 15;
/** Milliseconds between looks at an empty queue. */
const AGAIN = 5000;

/** The queue outlives the page, so that what was skipped stays skipped. */
let kept = emptyQueue();

/**
 * @returns {{queue: object, problem: Error|null, asked: boolean, label: (name: string) => void,
 *     skip: () => void, undo: () => void, again: () => void, retry: () => void}}
 */
export function useSession() {
  const [queue, set] = useState(kept);
  const [source, setSource] = useState({ asked: false, problem: null });
  const latest = useRef(queue);
  const step = useCallback((change) => {
    latest.current = kept = change(latest.current);
    set(kept);
  }, []);
  const [turn, retry] = useRefill(queue, step, setSource);

  useLive(useCallback((name, event) => {
    if (name === 'image-labeled') step((before) => labeledElsewhere(before, event.imageId));
  }, []));

  function label(name) {
    const asked = latest.current.waiting[0];
    if (!asked) return;
    step((before) => answered(before, name));
    say(asked.id, name).catch((problem) => {
      step((before) => refused(before, asked.id, problem.message));
      toast(`Not labeled ${name}, and asked again: ${problem.message}`, { kind: 'bad' });
    });
  }

  function undo() {
    const last = latest.current.past.at(-1);
    if (!last) return;
    step(undone);
    if (last.label === null) return;
    takeBack(last.entry.id).catch((problem) => {
      toast(`${last.label} was not taken back: ${problem.message} Label the image again to correct it.`, { kind: 'bad' });
    });
  }

  return {
    queue,
    ...source,
    label,
    undo,
    skip: () => step((before) => answered(before, null)),
    again: () => step(unskipped),
    retry: () => retry(turn + 1),
  };
}

/** Asks for more while few wait. */
function useRefill(queue, step, setSource) {
  const [turn, retry] = useState(0);
  const isShort = queue.waiting.length < FEW;
  useEffect(() => {
    if (!isShort) return undefined;
    const control = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        const { images } = await get(query(path('labels', 'queue'), { limit: BATCH }), { signal: control.signal });
        step((before) => arrived(before, images));
        setSource({ asked: true, problem: null });
      } catch (problem) {
        if (control.signal.aborted) return;
        setSource((before) => ({ ...before, problem }));
      }
      timer = setTimeout(ask, AGAIN);
    };
    ask();
    return () => {
      control.abort();
      clearTimeout(timer);
    };
  }, [isShort, turn]);
  return [turn, retry];
}
