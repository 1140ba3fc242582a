// What images show, as people say: said, taken back, and the names to choose from.
import { path, send } from './api.js';

/** The keys of the first ten classes. */
export const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

const underWay = new Map();

/**
 * Says what an image shows; resolves to the image.
 *
 * @param {{confirmed?: boolean, selection?: string}} asked confirmed: whether the image's label was
 *     asked about, and this is the answer; selection: why the label queue had offered it
 */
export function say(id, label, { confirmed, selection } = {}) {
  const body = { label, ...(confirmed && { confirmed }), ...(selection && { selection }) };
  return inOrder(id, () => send('POST', path('images', id, 'label'), body));
}

/** Takes an image's label back. */
export function takeBack(id) {
  return inOrder(id, () => send('DELETE', path('images', id, 'label')));
}

/** What is said later of an image arrives later, however slow the earlier request is. */
function inOrder(id, act) {
  const next = (underWay.get(id) ?? Promise.resolve()).catch(() => {}).then(act);
  underWay.set(id, next);
  const forget = () => underWay.get(id) === next && underWay.delete(id);
  next.then(forget, forget);
  return next;
}

/**
 * The classes of what serves, in the order of its logits, so that each keeps its key.
 *
 * @param {{name: string, versions: object[]}[]} models as /v1/models has them
 * @param {string|undefined} name of the model; by default the first
 */
export function classesOf(models, name) {
  const model = models.find((each) => each.name === name) ?? models[0];
  const version = model?.versions.find((each) => each.serving) ?? model?.versions.at(-1);
  return version?.classes ?? [];
}
