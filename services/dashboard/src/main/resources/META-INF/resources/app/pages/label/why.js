// Why an image is asked, in words.
import { percent } from '../../core/format.js';
import { versionOf } from '../../core/images.js';

/**
 * The reasons of an entry of the queue.
 *
 * @param {{reasons: string[], margin: number, image: object}} entry
 * @returns {{name: string, text: string}[]} later releases may know more reasons
 */
export function whyOf({ reasons, margin, doubt, image }) {
  const words = { doubtful: () => doubted(doubt), margin: () => close(image, margin), disagreement: () => disputed(image), confidence: () => unsure(image), drift: () => strange(image) };
  return reasons.map((name) => ({ name, text: words[name]?.() ?? name.replaceAll('_', ' ') }));
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
  return `Unlike what ${answer ? versionOf(answer.model) : 'the version'} was tested on`;
}

function unsure(image) {
  const first = image.predictions[0]?.labels[0];
  return first ? `Not sure: ${percent(first.probability, 0)} at most` : 'Not sure';
}
