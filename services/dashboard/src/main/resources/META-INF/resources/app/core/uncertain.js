// Why an answer is uncertain, in words.

const REASONS = {
  low_confidence: 'no class is probable enough',
  unlike_training_data: 'unlike the training data',
};

/**
 * Returns the description; empty if the answer is not uncertain, or the version has no rules for
 * it.
 *
 * @param {{uncertainty?: {reasons: string[]}}} answer an image's answer; later releases may add
 *     reasons
 */
export function notSure(answer) {
  const reasons = answer?.uncertainty?.reasons ?? [];
  if (reasons.length === 0) return '';
  return `Not sure: ${reasons.map((each) => REASONS[each] ?? each.replaceAll('_', ' ')).join(', ')}`;
}
