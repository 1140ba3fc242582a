// Normalises the gateway's response. Pure functions.

/**
 * @param {object} said the response of `/v1/system`
 * @returns {object} with every list present, and null for unknown values
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
