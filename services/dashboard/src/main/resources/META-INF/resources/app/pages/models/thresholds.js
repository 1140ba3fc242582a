// Policies for uncertain answers, in words and figures.
import { percent } from '../../core/format.js';

/** Possible goals of a policy. The slider's bounds are shares. */
export const GOALS = {
  version: { title: 'As published', words: 'each version has thresholds of its own' },
  answered: {
    title: 'Share answered',
    words: 'so many images like those that it learned from are answered',
    slider: { label: 'Images answered', min: 0.05, max: 1 },
    perClass: true,
  },
  precision: {
    title: 'Precision',
    words: 'so many of the answers that are left standing are right',
    slider: { label: 'Answers that are right', min: 0.5, max: 0.995 },
    perClass: true,
  },
  confidence: {
    title: 'Confidence',
    words: 'an answer below a fixed probability is uncertain',
    slider: { label: 'Least probability of the most probable class', min: 0, max: 1 },
  },
};

/** Returns the goal of a policy. */
export function goalOf(policy) {
  if (policy.answered != null) return 'answered';
  if (policy.precision != null) return 'precision';
  return policy.minimumConfidence != null ? 'confidence' : 'version';
}

/**
 * Returns the policy for a goal. Existing thresholds by class and for outlier scores are kept,
 * except for the goal of each version's own rules.
 */
export function policyFor(goal, values, perClass, before) {
  if (goal === 'version') return {};
  const { minimumConfidenceByClass, maximumOutlierScore } = before;
  const kept = {
    ...(minimumConfidenceByClass && { minimumConfidenceByClass }),
    ...(maximumOutlierScore != null && { maximumOutlierScore }),
  };
  if (goal === 'confidence') return { ...kept, minimumConfidence: values.confidence };
  return { ...kept, [goal]: values[goal], ...(perClass && { perClass }) };
}

/** Describes a policy in a sentence. */
export function uncertaintyWords(policy) {
  const each = policy.perClass ? ' of each class' : '';
  if (policy.answered != null)
    return `${percent(policy.answered)} of the images${each} that are like those it learned from are to be answered.`;
  if (policy.precision != null) return `${percent(policy.precision)} of the answers${each} that are left standing are to be right.`;
  return policy.minimumConfidence != null || policy.minimumConfidenceByClass || policy.maximumOutlierScore != null
    ? 'The thresholds were set by order.'
    : 'The thresholds are those that the version was published with.';
}

/** Describes thresholds in a sentence; null if there are none. */
export function thresholdWords(thresholds) {
  if (!thresholds) return 'Nothing is said of answers; set a confidence, or train a version that knows its own thresholds.';
  const { minimumConfidence, minimumConfidenceByClass, maximumOutlierScore } = thresholds;
  const own = Object.entries(minimumConfidenceByClass).map(([label, value]) => `${label} below ${percent(value)}`);
  const score = maximumOutlierScore == null ? '' : ` An image with an outlier score above ${maximumOutlierScore.toFixed(2)} is, too.`;
  return `An answer below ${percent(minimumConfidence)} is uncertain${own.length > 0 ? `, of ${own.join(', ')}` : ''}.${score}`;
}

/** Returns the shares of an effect, 0 to 1; NaN without images. */
export function shares({ images, answered, right, uncertainRight }) {
  const uncertain = images - answered;
  return {
    answered: answered / images,
    right: right / answered,
    uncertain: uncertain / images,
    wrong: (uncertain - uncertainRight) / uncertain,
  };
}
