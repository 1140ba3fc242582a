// Conditions, steps and policies in words. Pure functions.
import { count, duration, percent } from '../../core/format.js';

const METRICS = {
  'accuracy': {
    label: 'Accuracy',
    says: 'on images that people have labeled since',
    kind: 'share',
    samples: 'labeled images',
  },
  'estimated-accuracy': {
    label: 'Estimated accuracy',
    says: 'on all images, from confidences corrected by labels; decides once these proved right',
    kind: 'share',
    samples: 'labels',
  },
  'agreement': {
    label: 'Agreement',
    says: 'share of the shadow’s images that both versions give the same label',
    kind: 'share',
  },
  'failure-rate': {
    label: 'Failure rate',
    says: 'share of the images that its engine failed on',
    kind: 'share',
  },
  'rejection-rate': {
    label: 'Rejection rate',
    says: 'share of the images that were rejected while they were prepared for it',
    kind: 'share',
  },
  'infer-p50': { label: 'Inference, median', says: 'time of the engine for a batch', kind: 'time' },
  'infer-p95': { label: 'Inference, 95th percentile', says: 'time of the engine for a batch', kind: 'time' },
  'infer-p99': { label: 'Inference, 99th percentile', says: 'time of the engine for a batch', kind: 'time' },
  'end-to-end-p50': {
    label: 'Upload to answer, median',
    says: 'time from the upload to the answer',
    kind: 'time',
  },
  'end-to-end-p95': {
    label: 'Upload to answer, 95th percentile',
    says: 'time from the upload to the answer',
    kind: 'time',
  },
  'end-to-end-p99': {
    label: 'Upload to answer, 99th percentile',
    says: 'time from the upload to the answer',
    kind: 'time',
  },
  'confidence': { label: 'Confidence', says: 'mean probability of the predicted label', kind: 'share' },
  'entropy': { label: 'Entropy', says: 'mean, in nats', kind: 'plain' },
  'label-shift': {
    label: 'Label shift',
    says: 'population stability index against the serving version',
    kind: 'plain',
  },
};

/** Returns a metric's name, meaning and kind; unknown metrics of later releases keep their name. */
export function metricOf(name, estimated = false) {
  return METRICS[estimated ? 'estimated-accuracy' : name] ?? { label: name, says: '', kind: 'plain' };
}

const EXPRESSION = /^(value|difference|ratio) *(>=|<=|>|<) *(-?[0-9]+(?:\.[0-9]+)?)$/;

/** Parses a condition; null if it is unknown. */
export function parsed(successCondition) {
  const match = EXPRESSION.exec(successCondition);
  return match && { of: match[1], sign: match[2], bound: Number(match[3]) };
}

/** Formats a value of a metric in the condition's terms. */
export function numberOf(metric, of, value) {
  if (!Number.isFinite(value)) return '–';
  if (of === 'ratio') return value.toFixed(2) + ' ×';
  const { kind } = metricOf(metric);
  if (kind === 'time') return (value < 0 ? '−' : '') + duration(Math.abs(value));
  if (kind === 'plain') return value.toFixed(3);
  if (of === 'difference') return (100 * value).toFixed(1).replace('-', '−') + ' points';
  return percent(value, Math.abs(value) < 0.1 ? 2 : 1);
}

/** Formats an interval with a single unit. */
export function rangeOf(metric, of, { low, high }) {
  const [from, to] = [numberOf(metric, of, low), numberOf(metric, of, high)];
  const unit = / \D+$/.exec(to)?.[0];
  return `${unit && from.endsWith(unit) ? from.slice(0, -unit.length) : from} to ${to}`;
}

/** Describes a condition: Accuracy at most 2 points below the serving version's. */
export function conditionWords({ metric, successCondition, estimated }) {
  const { label } = metricOf(metric, estimated);
  const parts = parsed(successCondition);
  if (parts === null) return `${label}: ${successCondition}`;
  const { of, sign, bound } = parts;
  const least = sign.startsWith('>');
  const strict = sign.length === 1;
  if (of === 'difference') return `${label} ${differenceWords(metric, least, strict, bound)}`;
  const words = strict ? (least ? 'more than' : 'less than') : least ? 'at least' : 'at most';
  const number = of === 'ratio' ? String(bound) : trimmed(numberOf(metric, of, bound));
  return `${label} ${words} ${number}${of === 'ratio' ? ' times the serving version’s' : ''}`;
}

function differenceWords(metric, least, strict, bound) {
  if (bound === 0)
    return least
      ? (strict ? 'above' : 'not below') + ' the serving version’s'
      : (strict ? 'below' : 'not above') + ' the serving version’s';
  const size = trimmed(numberOf(metric, 'difference', Math.abs(bound)));
  const toward = least === bound < 0;
  const words = toward ? (strict ? 'less than' : 'at most') : strict ? 'more than' : 'at least';
  return `${words} ${size} ${bound < 0 ? 'below' : 'above'} the serving version’s`;
}

function trimmed(text) {
  return text.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '');
}

/** Describes the result of a measurement. */
export function verdictWords(condition, measured) {
  if (measured === null) return { kind: 'plain', words: 'not measured yet' };
  if (measured.verdict === 'successful') return { kind: 'good', words: 'holds' };
  if (measured.verdict === 'failed') return { kind: 'bad', words: 'missed' };
  const few = measured.samples < condition.minimumSamples;
  const { samples = 'images' } = metricOf(condition.metric, condition.estimated);
  return {
    kind: 'warn',
    words: few
      ? `not sure yet: ${count(measured.samples)} of ${count(condition.minimumSamples)} ${samples}`
      : 'not sure yet',
  };
}

/** Describes the sample of a measurement's interval, and its validity. */
export function basisWords(condition, measured) {
  const { samples = 'images' } = metricOf(condition.metric, condition.estimated);
  const rests = measured.paired
    ? `paired: ${count(measured.samples)} ${samples} that both versions answered`
    : `${count(measured.samples)} ${samples}`;
  return `${rests} · interval holds at ${measured.sequential ? 'every look' : 'this look only'}`;
}

/** Describes a step briefly. */
export function stepWords(step) {
  if (step === null) return 'Promote';
  if (step.setWeight != null) return `Answer ${step.setWeight} %`;
  if (step.setShadow != null) return step.setShadow === 0 ? 'End the shadow' : `Shadow ${step.setShadow} %`;
  if (step.pause) return step.pause.seconds ? `Wait ${duration(step.pause.seconds)}` : 'Wait for a person';
  if (step.analysis)
    return step.analysis.successes > 1 ? `Judge, ${step.analysis.successes} times in a row` : 'Judge';
  return 'A step of a later release';
}

/** Descriptions of the strategies. */
export const STRATEGIES = {
  'all-at-once': 'a new version serves everything as soon as every replica has it',
  'canary': 'a new version answers a share of the images that grows step by step',
  'shadow': 'a new version classifies beside the serving one and answers nobody, until a person promotes it',
  'shadow-canary': 'a new version is first a shadow, then answers a growing share',
};

/** Describes a policy in sentences. */
export function policyWords(policy) {
  const { analysis, drift } = policy;
  const judged =
    analysis.conditions.length === 0
      ? 'Nothing is measured.'
      : `Measured every ${duration(analysis.intervalSeconds)} with intervals of ${percent(analysis.confidence, 0)}.`;
  return [
    `Strategy ${policy.strategy}: ${STRATEGIES[policy.strategy] ?? 'of a later release'}.`,
    policy.autoStart ? 'A published version starts by itself.' : 'A person starts each version.',
    judged,
    policy.keepVersions === 0
      ? 'Every version is kept.'
      : `The newest ${policy.keepVersions} versions are kept, and those that something needs.`,
    `Drift is said above ${drift.threshold} on ${count(drift.minimumImages)} images or more${drift.retrain ? ', and a training is asked for' : ''}.`,
  ];
}

/** Badges of rollout outcomes. */
export const OUTCOMES = {
  'promoted': 'good',
  'aborted': 'plain',
  'rolled-back': 'bad',
  'superseded': 'warn',
};

/** Describes the cause of a state in one sentence. */
export function causeWords({ kind, action, by, reason }) {
  const who = by ? ` by ${by}` : '';
  const what =
    kind === 'order'
      ? `ordered${who}: ${(action ?? 'an order').replaceAll('-', ' ')}`
      : ({ policy: 'the policy', analysis: 'the analysis', replicas: 'the replicas' }[kind] ?? kind);
  return reason ? `${what} – ${reason}` : what;
}
