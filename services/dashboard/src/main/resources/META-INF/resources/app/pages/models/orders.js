// Orders about a model's versions, and their effects. Pure functions.
import { stepWords } from './words.js';

/** The orders with their texts. `choose`: whether a version is named. */
export const ORDERS = {
  promote: { label: 'Promote', title: (state) => `Promote version ${state.rollout.version}?` },
  pause: { label: 'Pause', title: (state) => `Pause the rollout of version ${state.rollout.version}?` },
  resume: { label: 'Resume', title: (state) => `Go on with version ${state.rollout.version}?` },
  abort: { label: 'Abort', title: (state) => `Give version ${state.rollout.version} up?`, danger: true },
  rollback: {
    label: 'Roll back',
    title: (state, version) => (version ? `Roll back to version ${version}?` : 'Roll back?'),
    choose: true,
    danger: true,
  },
  pin: {
    label: 'Pin',
    title: (state, version) => (version ? `Pin version ${version}?` : 'Pin?'),
    choose: true,
  },
  unpin: { label: 'Unpin', title: (state) => `Unpin version ${state.serving}?` },
  start: {
    label: 'Start a rollout',
    title: (state, version) => (version ? `Roll out version ${version}?` : 'Start a rollout?'),
    choose: true,
  },
};

/**
 * Returns why an order would be refused, according to the state; null if it would be carried out.
 *
 * @param {string} action one of ORDERS
 * @param {object} state of the model
 * @param {number|null} version of the order; null while none is chosen
 */
export function refusal(action, state, version = null) {
  const order = state.orders[action];
  if (!order.allowed) return sentence(order.reason);
  if (version === null || !ORDERS[action].choose || order.versions.includes(version)) return null;
  return sentence(order.refused[version] ?? `version ${version} is not published`);
}

function sentence(reason) {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

/** Returns the proposed version, if one must be named. */
export function proposed(action, state, versions) {
  const newest = [...versions].sort((a, b) => b - a);
  if (action === 'pin') return state.serving;
  if (action === 'rollback')
    return (
      state.orders.rollback.version ??
      newest.find((each) => each < state.serving) ??
      newest.find((each) => each !== state.serving) ??
      state.serving
    );
  return (
    newest.find((each) => each !== state.serving && each !== state.rollout?.version) ??
    newest.find((each) => each !== state.serving) ??
    null
  );
}

/** Describes the effect of an order in sentences. */
export function consequences(action, state, version = null) {
  const { serving, rollout, policy } = state;
  const ends = rollout === null ? [] : [`The rollout of version ${rollout.version} ends as superseded.`];
  const keeps = (old) => `Version ${old} stays loaded until its last batch is done, and stays in the store.`;
  switch (action) {
    case 'promote':
      return [
        `Version ${rollout.version} will answer all images.`,
        keeps(rollout.from ?? serving),
        ...skipped(rollout),
      ];
    case 'pause':
      return [
        `Version ${rollout.version} goes on answering ${rollout.weight} % of the images and shadowing ${rollout.shadow} %.`,
        'No step goes on until a person resumes. Measurements go on: a condition that is missed still ends the rollout.',
      ];
    case 'resume':
      return [goesOn(rollout), 'What was not sure is measured anew.'];
    case 'abort':
      return [
        `Version ${serving} will answer all images. Version ${rollout.version} answers none.`,
        `Version ${rollout.version} stays in the store and can be started again.`,
      ];
    case 'rollback':
      return [
        version === serving
          ? `Version ${serving} goes on answering, now all images.`
          : `Version ${version} will answer all images at once, without being judged.`,
        ...(version === serving ? [] : [keeps(serving)]),
        ...ends,
      ];
    case 'pin':
      return [
        version === serving
          ? `Version ${serving} goes on answering all images.`
          : `Version ${version} will answer all images at once, without being judged.`,
        'No rollout begins until it is unpinned, whatever is published.',
        ...ends,
      ];
    case 'unpin':
      return [
        `Version ${serving} goes on answering all images.`,
        policy.autoStart
          ? 'Rollouts may begin again: a version that was published since may start by itself.'
          : 'Rollouts may be started again.',
      ];
    default:
      return [
        begins(policy, version),
        `Version ${serving} answers all other images and stays loaded until the rollout has ended.`,
        ...ends,
      ];
  }
}

function skipped(rollout) {
  const left = rollout.steps.length - rollout.step;
  return left > 0
    ? [
        `${left === 1 ? 'One step that is' : `${left} steps that are`} still to come ${left === 1 ? 'is' : 'are'} left out.`,
      ]
    : [];
}

function goesOn(rollout) {
  const at = rollout.steps[rollout.step];
  const next = at?.pause ? rollout.step + 1 : rollout.step;
  const step = rollout.steps[next] ?? null;
  return step === null
    ? `All steps are done: version ${rollout.version} will answer all images.`
    : `It goes on with step ${next + 1} of ${rollout.steps.length}: ${stepWords(step)}.`;
}

function begins(policy, version) {
  if (policy.steps.length === 0)
    return `Version ${version} will answer all images as soon as every replica has it.`;
  const how = policy.strategy.replace('-', ', then ');
  return `Version ${version} begins as a ${how}, as the policy says: ${policy.steps.map(stepWords).join(' → ')}.`;
}
