// State of an image: loaded, then updated by its events and by the user's labels.
import { useCallback, useEffect, useRef, useState } from '../../core/html.js';
import { path } from '../../core/api.js';
import { heard, merged } from '../../core/images.js';
import { onBegin, useLive } from '../../core/live.js';
import { useLoaded } from '../../core/load.js';
import { say, takeBack } from '../../core/labels.js';
import { toast } from '../../ui/toast.js';

/** Milliseconds between polls of an image without an answer; usually its event arrives first. */
const AGAIN = 3000;

/**
 * Loads and follows an image.
 *
 * @param {string} id
 * @returns {{image: object|null, problem: Error|null, reload: () => void, label: (name: string) =>
 *     void, unlabel: () => void}}
 */
export function useImage(id) {
  const [image, set] = useState(null);
  const isOpen = image === null || image.state === 'uploaded';
  const loaded = useLoaded(path('images', id), { every: isOpen ? AGAIN : 0 });
  const missed = useRef(false);
  useEffect(() => {
    if (loaded.data === null) return;
    // Only the loaded image shows that a label was removed meanwhile.
    const known = missed.current ? { label: null, labeling: null } : {};
    missed.current = false;
    set((held) => merged(held && { ...held, ...known }, loaded.data));
  }, [loaded.data]);
  useEffect(() => onBegin((isAgain) => {
    if (!isAgain) return;
    missed.current = true;
    loaded.reload();
  }), []);
  useLive(useCallback((name, event) => {
    if (event.imageId === id) set((held) => held && heard(held, name, event));
  }, [id]));

  /** Shows a label immediately, and restores the previous one if the gateway refuses it. */
  async function change(label, words) {
    const before = image;
    set((held) => labeled(held, label));
    try {
      const said = label === null ? await takeBack(id) : await say(id, label);
      if (said !== null) set((held) => ({ ...held, label: said.label, labeling: said.labeling }));
      toast(words, { kind: 'good', action: { label: 'Undo', run: () => back(before) } });
    } catch (problem) {
      set((held) => ({ ...held, label: before.label, labeling: before.labeling }));
      toast(`Not labeled: ${problem.message}`, { kind: 'bad' });
    }
  }

  async function back({ label, labeling }) {
    set((held) => ({ ...held, label, labeling }));
    try {
      await (label === null ? takeBack(id) : say(id, label));
    } catch (problem) {
      toast(`Not undone: ${problem.message}`, { kind: 'bad' });
      loaded.reload();
    }
  }

  return {
    image,
    problem: loaded.problem,
    reload: loaded.reload,
    label: (name) => name !== image.label && change(name, `Labeled ${name}`),
    unlabel: () => image.label !== null && change(null, `Took ${image.label} back`),
  };
}

function labeled(image, label) {
  const labeling = label === null ? null : { source: 'person', by: null, at: new Date().toISOString() };
  return { ...image, label, labeling };
}
