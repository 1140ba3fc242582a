// Labels of images: set, removed, and the classes to choose from.
import { path, send } from './api.js';

/** The shortcuts of the first ten classes. */
export const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

const underWay = new Map();

/**
 * Labels an image; resolves to the image.
 *
 * @param {{confirmed?: boolean, selection?: string}} asked confirmed: whether the label is the
 *     result of a review; selection: why the label queue offered the image
 */
export function say(id, label, { confirmed, selection } = {}) {
  const body = { label, ...(confirmed && { confirmed }), ...(selection && { selection }) };
  return inOrder(id, () => send('POST', path('images', id, 'label'), body));
}

/** Removes an image's label. */
export function takeBack(id) {
  return inOrder(id, () => send('DELETE', path('images', id, 'label')));
}

/** Sends requests for the same image in order, however slow an earlier one is. */
function inOrder(id, act) {
  const next = (underWay.get(id) ?? Promise.resolve()).catch(() => {}).then(act);
  underWay.set(id, next);
  const forget = () => underWay.get(id) === next && underWay.delete(id);
  next.then(forget, forget);
  return next;
}

/**
 * Returns the serving version's classes, in the order of its logits, so that each keeps its
 * shortcut.
 *
 * @param {{name: string, versions: object[]}[]} models as returned by /v1/models
 * @param {string|undefined} name of the model; by default the first
 */
export function classesOf(models, name) {
  const model = models.find((each) => each.name === name) ?? models[0];
  const version = model?.versions.find((each) => each.serving) ?? model?.versions.at(-1);
  return version?.classes ?? [];
}
