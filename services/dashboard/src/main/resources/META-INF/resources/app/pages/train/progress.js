// Progress of a training. Pure functions.

/** The phases in order, with descriptions. */
export const PHASES = [
  { key: 'dataset', label: 'Data set', says: 'Labels become a fixed list of images' },
  { key: 'features', label: 'Features', says: 'Each new image passes through the frozen base, once' },
  { key: 'freeze', label: 'Freeze phase', says: 'The head is trained on the features' },
  { key: 'cache', label: 'Cache', says: 'Each image passes through what stays frozen, once' },
  { key: 'fine-tune', label: 'Fine-tune', says: 'The end of the base is trained with the head' },
  { key: 'evaluate', label: 'Evaluate', says: 'Old and new answer the same test images' },
  { key: 'publish', label: 'Publish', says: 'The version goes into the store' },
];

const ENDS = { published: 'good', rejected: 'warn', failed: 'bad', cancelled: 'plain' };

/** Badges of the states. */
export function kindOf(state) {
  return ENDS[state] ?? (state === 'running' ? 'accent' : 'plain');
}

/** Whether the state is final. */
export function isEnd(state) {
  return state in ENDS;
}

/** Applies an event of the stream to a training; older events only add to the curves. */
export function heard(training, event) {
  const epochs = withEpoch(training.epochs, event);
  const known = training.progress;
  if (isEnd(training.state) || (known && Date.parse(event.at) < Date.parse(known.at)))
    return { ...training, epochs };
  const { trainingId, model, state, version, report, ...progress } = event;
  return {
    ...training,
    state,
    progress: { ...progress, phase: progress.phase ?? known?.phase },
    version: version ?? training.version,
    epochs,
    links: { ...training.links, report: report ? training.links.self + '/report' : training.links.report },
  };
}

function withEpoch(epochs, event) {
  if (event.phase === undefined || event.epoch === undefined || event.validationLoss === undefined)
    return epochs;
  const { phase, epoch, loss, accuracy, validationLoss, validationAccuracy, at } = event;
  const point = { phase, epoch, loss, accuracy, validationLoss, validationAccuracy, at };
  const others = epochs.filter((each) => each.phase !== phase || each.epoch !== epoch);
  return [...others, point].sort((a, b) => place(a.phase) - place(b.phase) || a.epoch - b.epoch);
}

function place(phase) {
  const at = PHASES.findIndex((each) => each.key === phase);
  return at < 0 ? PHASES.length : at;
}

/**
 * Returns the phases with the state of each: `done`, `current`, `todo`, `left-out`, `stopped`.
 *
 * @param {object} training as returned by the interface
 */
export function stepsOf(training) {
  const reached = reachedBy(training);
  const tuned = training.epochs.some((each) => each.phase === 'fine-tune');
  const untuned = training.recipe?.fineTune?.from === 'none';
  return PHASES.map((phase, i) => {
    const leftOut =
      (phase.key === 'cache' || phase.key === 'fine-tune') &&
      !tuned &&
      (untuned || reached > place('fine-tune'));
    return { ...phase, state: leftOut ? 'left-out' : stateOf(training.state, i, reached) };
  });
}

/** Returns the index of the current or last phase; -1 before the first. */
function reachedBy({ state, progress, epochs }) {
  if (state === 'published') return PHASES.length;
  if (state === 'rejected') return place('publish');
  const said = progress?.phase ?? epochs[epochs.length - 1]?.phase;
  return said === undefined ? -1 : Math.min(place(said), PHASES.length - 1);
}

function stateOf(training, i, reached) {
  if (i < reached) return 'done';
  if (i > reached) return isEnd(training) ? 'left-out' : 'todo';
  if (training === 'rejected') return 'left-out';
  return isEnd(training) ? 'stopped' : 'current';
}

/** Returns the completed share of the current phase, 0..1; null if unknown. */
export function shareOf(progress) {
  if (!progress) return null;
  const { epoch, epochs, images, imagesTotal, validationLoss } = progress;
  const inner = imagesTotal > 0 && images !== undefined ? Math.min(1, images / imagesTotal) : null;
  if (!(epochs > 0) || epoch === undefined) return inner;
  if (validationLoss !== undefined) return Math.min(1, epoch / epochs);
  return Math.min(1, (Math.max(0, epoch - 1) + (inner ?? 0)) / epochs);
}

/**
 * Returns the curves of both phases, consecutively on one axis of epochs.
 *
 * @param {object[]} epochs each with its phase, number and figures
 * @param {[string, string]} of names of the training and the validation figure
 * @returns {{x: number[], series: {name: string, values: (number|null)[], colour: string, dash:
 *     boolean}[]}}
 */
export function curvesOf(epochs, [trained, validated]) {
  const shown = epochs.filter((each) => each.phase === 'freeze' || each.phase === 'fine-tune');
  const series = [];
  for (const [phase, words, dash] of [
    ['freeze', 'freeze', false],
    ['fine-tune', 'fine-tune', true],
  ]) {
    if (!shown.some((each) => each.phase === phase)) continue;
    const only = (key) => shown.map((each) => (each.phase === phase ? (each[key] ?? null) : null));
    series.push(
      { name: `training, ${words}`, values: only(trained), colour: '--series-2', dash },
      { name: `validation, ${words}`, values: only(validated), colour: '--series-1', dash },
    );
  }
  return { x: shown.map((_, i) => i + 1), series };
}

/** Converts a report's curves to a list of epochs. */
export function epochsOf(curves) {
  const some = (phase, curve) =>
    (curve?.epochs ?? []).map(({ number, ...figures }) => ({ phase, epoch: number, ...figures }));
  return [...some('freeze', curves.freeze), ...some('fine-tune', curves.fineTune)];
}

/** Returns the duration of a training in seconds, so far if it is running; null if unknown. */
export function tookSeconds(training, now) {
  const end = isEnd(training.state) ? Date.parse(training.progress?.at) : now;
  const seconds = (end - Date.parse(training.requestedAt)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

const TRIGGERS = {
  person: 'a person',
  event: 'another program',
  schedule: 'the clock',
  labels: 'new labels',
  drift: 'drift',
};

/** Describes what requested the training. */
export function triggerWords(trigger) {
  return trigger === null || trigger === undefined ? 'not known' : (TRIGGERS[trigger] ?? trigger);
}
