// One image: loaded, then kept up to date by its events and by what the person says of it.
import { useCallback, useEffect, useState } from '../../core/html.js';
import { path } from '../../core/api.js';
import { heard, merged } from '../../core/images.js';
import { useLive } from '../../core/live.js';
import { useLoaded } from '../../core/load.js';
import { say, takeBack } from '../../core/labels.js';
import { toast } from '../../ui/toast.js';

/** Milliseconds between looks at an image without an answer; its event mostly comes first. */
const AGAIN = 3000;

/**
 * An image.
 *
 * @param {string} id
 * @returns {{image: object|null, problem: Error|null, reload: () => void, label: (name: string) =>
 *     void, unlabel: () => void}}
 */
export function useImage(id) {
  const [image, set] = useState(null);
  const isOpen = image === null || image.state === 'uploaded';
  const loaded = useLoaded(path('images', id), { every: isOpen ? AGAIN : 0 });
  useEffect(() => {
    if (loaded.data !== null) set((held) => merged(held, loaded.data));
  }, [loaded.data]);
  useLive(useCallback((name, event) => {
    if (event.imageId === id) set((held) => held && heard(held, name, event));
  }, [id]));

  /** Shows a label at once, and what was there before if the gateway does not take it. */
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
