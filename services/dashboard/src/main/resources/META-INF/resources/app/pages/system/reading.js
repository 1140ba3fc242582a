// The gateway's answer as the page uses it. No DOM.

/**
 * @param {object} said what `/v1/system` answers
 * @returns {object} with every list there, and null for what is not known
 */
export function read(said) {
  return {
    gateway: said.gateway ?? {},
    answeredPerSecond: said.answeredPerSecond ?? {},
    unanswered: said.unanswered ?? null,
    labeled: said.labeled ?? null,
    lag: said.lag ?? [],
    replicas: said.replicas ?? [],
    rollouts: said.rollouts ?? [],
    trainings: said.trainings ?? [],
    rejections: said.rejections ?? [],
    ground: said.ground ?? [],
  };
}
