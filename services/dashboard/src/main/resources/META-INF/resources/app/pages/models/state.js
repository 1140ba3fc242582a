// A model's rollout state, updated by events. Pure functions.

/**
 * Applies an event of the stream to the state; older events are ignored.
 *
 * @param {object} state as returned by the interface
 * @param {string} name rollout-changed, orders, replicas or figures
 */
export function heard(state, name, data) {
  if (name === 'replicas') return { ...state, replicas: data };
  if (name === 'orders') return data.revision === state.revision ? { ...state, orders: data.orders } : state;
  if (name === 'figures') return { ...state, figures: data.figures, lastHour: data.lastHour };
  if (isOlder(data, state)) return state;
  const { model, revision, serving, pinned, policy, rollout, droppedClasses, orders, history, aliases, cause, changedAt } = data;
  return {
    ...state,
    model,
    revision,
    serving: serving ?? null,
    pinned: pinned ?? false,
    policy: policy ?? state.policy,
    rollout: rollout ?? null,
    droppedClasses: droppedClasses ?? [],
    orders,
    history: history ?? [],
    aliases: aliases ?? {},
    cause,
    changedAt,
    figures:
      rollout?.id === state.rollout?.id && rollout?.exposedAt === state.rollout?.exposedAt
        ? state.figures
        : null,
  };
}

/** Whether data is older than a state. */
export function isOlder(data, state) {
  if (data.revision !== state.revision) return data.revision < state.revision;
  return Date.parse(data.changedAt) < Date.parse(state.changedAt);
}

/**
 * Returns the shares of the versions in percent.
 *
 * @returns {{version: number, weight: number, shadow: number, candidate: boolean}[]}
 */
export function split(state) {
  const { serving, rollout } = state;
  if (serving === null) return [];
  if (rollout === null) return [{ version: serving, weight: 100, shadow: 0, candidate: false }];
  return [
    { version: serving, weight: 100 - rollout.weight, shadow: 0, candidate: false },
    { version: rollout.version, weight: rollout.weight, shadow: rollout.shadow, candidate: true },
  ];
}

/**
 * Returns the rollout's steps with their progress; the promotion is the last one.
 *
 * @returns {{step: object|null, state: 'done'|'current'|'todo'}[]} step is null for the promotion
 */
export function stepsOf(rollout) {
  return [...rollout.steps, null].map((step, i) => ({
    step,
    state: i < rollout.step ? 'done' : i === rollout.step ? 'current' : 'todo',
  }));
}

/**
 * Returns the remaining seconds of the current pause; null if it is not a pause, or waits for a
 * person.
 */
export function secondsLeft(rollout, now) {
  const seconds = rollout.steps[rollout.step]?.pause?.seconds;
  if (!seconds || rollout.phase !== 'progressing') return null;
  return Math.max(0, seconds - (now - Date.parse(rollout.stepAt)) / 1000);
}

/**
 * Returns the consecutive successful measurements of the current analysis, and the number required.
 */
export function successes(rollout) {
  const wanted = rollout.steps[rollout.step]?.analysis?.successes ?? null;
  if (wanted === null) return null;
  const known = conditionsOf(rollout).filter(({ asked }) => asked);
  const row = known.map(({ measured }) => measured?.successes ?? 0);
  return { have: row.length === 0 ? wanted : Math.min(wanted, ...row), wanted };
}

/**
 * Returns each condition with its newest measurement.
 *
 * @returns {{condition: object, measured: object|null, asked: boolean}[]} asked: whether it can be
 *     measured now; agreement requires a shadow
 */
export function conditionsOf(rollout) {
  return rollout.analysis.conditions.map((condition) => ({
    condition,
    measured:
      (rollout.measured ?? []).find(
        (each) =>
          each.metric === condition.metric &&
          each.successCondition === condition.successCondition &&
          Boolean(each.estimated) === Boolean(condition.estimated),
      ) ?? null,
    asked: condition.metric !== 'agreement' || rollout.shadow > 0,
  }));
}
