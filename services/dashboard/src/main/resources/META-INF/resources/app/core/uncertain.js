// Why a version is not sure of an answer, in words.

const REASONS = {
  low_confidence: 'no class is probable enough',
  unlike_training_data: 'unlike what the version learned from',
};

/**
 * Empty if the version is sure, or does not say.
 *
 * @param {{uncertainty?: {reasons: string[]}}} answer as images have it; later releases may know more reasons
 */
export function notSure(answer) {
  const reasons = answer?.uncertainty?.reasons ?? [];
  if (reasons.length === 0) return '';
  return `Not sure: ${reasons.map((each) => REASONS[each] ?? each.replaceAll('_', ' ')).join(', ')}`;
}
