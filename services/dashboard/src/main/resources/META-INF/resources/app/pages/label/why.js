// Why an image is offered, in words.
import { percent } from '../../core/format.js';
import { versionOf } from '../../core/images.js';

/** Descriptions of selections, for entries without a more specific reason. */
const CHOSEN = {
  random: 'Drawn at random: these labels tell how often live answers are right',
  uncertain: 'One of the answers that are least certain',
  unlike: 'Unlike what its version learned from',
  disagreement: 'Versions disagree',
  doubtful: 'Its label is doubtful',
};

/** The reason that corresponds to the entry's selection comes first. */
const LEADING = { unlike: 'drift', disagreement: 'disagreement', doubtful: 'doubtful' };

/**
 * Describes why an entry of the queue is offered, the reason of its selection first.
 *
 * @param {{reasons: string[], margin: number, doubt: object|null, selection: string, image:
 *     object}} entry
 * @returns {{name: string, text: string}[]} at least one if the selection is known; later releases
 *     may add reasons and selections
 */
export function whyOf({ reasons, margin, doubt, selection, image }) {
  const words = { doubtful: () => doubted(doubt), margin: () => close(image, margin), disagreement: () => disputed(image), confidence: () => unsure(image), drift: () => strange(image) };
  const said = reasons.map((name) => ({ name, text: words[name]?.() ?? name.replaceAll('_', ' ') }));
  if (said.length === 0 && selection) return [{ name: selection, text: CHOSEN[selection] ?? selection.replaceAll('_', ' ') }];
  const leads = ({ name }) => name === LEADING[selection];
  return [...said.filter(leads), ...said.filter((each) => !leads(each))];
}

function doubted(doubt) {
  if (!doubt) return 'Its label is doubtful';
  const { label, likelier, probability } = doubt;
  return `Labeled ${label}, but the other images of its data set say ${likelier}, ${probability.toFixed(2)}`;
}

function close(image, margin) {
  const [first, second] = image.predictions[0]?.labels ?? [];
  if (!first || !second) return 'Two labels are close';
  return `${first.label} or ${second.label}: ${percent(margin)} apart`;
}

function disputed(image) {
  const said = image.predictions.map((each) => `${versionOf(each.model)} says ${each.labels[0].label}`);
  return said.length === 0 ? 'Versions disagree' : `Versions disagree: ${said.join(', ')}`;
}

function strange(image) {
  const answer = image.predictions[0];
  return `Unlike what ${answer ? versionOf(answer.model) : 'its version'} learned from`;
}

function unsure(image) {
  const first = image.predictions[0]?.labels[0];
  return first ? `Not sure: ${percent(first.probability, 0)} at most` : 'Not sure';
}
