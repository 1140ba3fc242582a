// A model's rollout state as it goes. Pure.

/**
 * The state after an event of its stream; one that is older than what is known changes nothing.
 *
 * @param {object} state as the interface tells it
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

/** Whether a state says less than another. */
export function isOlder(data, state) {
  if (data.revision !== state.revision) return data.revision < state.revision;
  return Date.parse(data.changedAt) < Date.parse(state.changedAt);
}

/**
 * Who answers what, in per cent.
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
 * The rollout's steps with how far each is; the promotion is the last.
 *
 * @returns {{step: object|null, state: 'done'|'current'|'todo'}[]} the step of the promotion is null
 */
export function stepsOf(rollout) {
  return [...rollout.steps, null].map((step, i) => ({
    step,
    state: i < rollout.step ? 'done' : i === rollout.step ? 'current' : 'todo',
  }));
}

/** Seconds that the current pause still takes; null where it is none, or waits for a person. */
export function secondsLeft(rollout, now) {
  const seconds = rollout.steps[rollout.step]?.pause?.seconds;
  if (!seconds || rollout.phase !== 'progressing') return null;
  return Math.max(0, seconds - (now - Date.parse(rollout.stepAt)) / 1000);
}

/** Of the current analysis: measurements in a row that met everything, and how many must. */
export function successes(rollout) {
  const wanted = rollout.steps[rollout.step]?.analysis?.successes ?? null;
  if (wanted === null) return null;
  const known = conditionsOf(rollout).filter(({ asked }) => asked);
  const row = known.map(({ measured }) => measured?.successes ?? 0);
  return { have: row.length === 0 ? wanted : Math.min(wanted, ...row), wanted };
}

/**
 * Each condition with its newest measurement.
 *
 * @returns {{condition: object, measured: object|null, asked: boolean}[]} asked: whether it can be
 *     measured now, since a candidate that is no shadow agrees with nobody
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
