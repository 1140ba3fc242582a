// The system's state in words and figures. Pure functions.
import { count } from '../../core/format.js';

/** More waiting records than a batch takes are highlighted. */
const MANY = 500;

/** Formats images per second with a suitable number of digits. */
export function rate(value) {
  if (!Number.isFinite(value)) return '–';
  return (value >= 100 || value === 0 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1)) + ' /s';
}

/** Returns a group's lag, or the problem why it is unknown. */
export function lagOf(system, group) {
  return system.lag.find((each) => each.group === group) ?? { group, records: null, problem: 'not known' };
}

function waiting(lag) {
  if (lag.records === null) return { said: 'lag not known', kind: 'warn' };
  return { said: count(lag.records) + ' waiting', kind: lag.records > MANY ? 'warn' : 'good' };
}

/** Returns the group with the largest known lag. */
export function mostWaiting(system) {
  const known = system.lag.filter((each) => each.records !== null);
  const most = known.reduce((a, b) => (a !== null && a.records >= b.records ? a : b), null);
  if (most === null) return { group: 'not known', records: null };
  return { ...most, kind: most.records > MANY ? 'warn' : undefined };
}

/** Returns the number of images rejected in the last hour. */
export function rejectedLastHour(system) {
  return system.rejections.reduce((sum, each) => sum + (each.lastHour ?? 0), 0);
}

const well = (word = 'well', why) => ({ kind: 'good', word, why });
const trouble = (word, why) => ({ kind: 'bad', word, why });
const idle = (word, why) => ({ kind: 'plain', word, why });

/** Returns the live classifier replicas. */
export function liveReplicas(system) {
  return system.replicas.filter((each) => each.live && !each.leaving);
}

const VIEWS = {
  running: well(),
  starting: { kind: 'warn', word: 'starting', why: 'Its views of the images are being read again. Images are taken in meanwhile.' },
  failed: trouble('failed', 'Its views of the images have stopped. Restart it.'),
};

function answersState({ unanswered }) {
  if (unanswered === null) return { kind: 'warn', word: 'not known', why: 'The views do not answer.' };
  return unanswered > 0 ? idle('working', 'Some images have no answer yet.') : well('all answered');
}

function classifierState(system) {
  const live = liveReplicas(system);
  if (live.length === 0) return trouble('none', 'No classifier has reported. Images wait until one does.');
  const failed = live.flatMap((each) => each.versions).filter((each) => each.state === 'failed' || each.state === 'refused');
  if (failed.length > 0) return { kind: 'warn', word: 'degraded', why: failed[0].reason ?? 'A version could not be loaded.' };
  if (live.every((each) => each.serving === null)) return { kind: 'warn', word: 'loading', why: 'No version is ready yet.' };
  return well();
}

function candidateWords({ model, candidate, weightPercent, shadowPercent }) {
  const share = weightPercent > 0 ? `, ${weightPercent} %` : shadowPercent > 0 ? ', shadow' : '';
  return `${model}:${candidate}${share}`;
}

/**
 * Returns the two flows through the system: from images to answers, and from labels to a serving
 * version.
 */
export function lanesOf(system) {
  const rolling = system.rollouts.filter((each) => each.candidate !== null);
  return [
    { name: 'Images to answers', stations: answering(system) },
    { name: 'Labels to versions', stations: learning(system, rolling) },
  ];
}

function answering(system) {
  const moving = system.answeredPerSecond.lastMinute > 0;
  return [
    {
      name: 'Gateway', icon: 'upload', state: VIEWS[system.gateway.views] ?? well(),
      figures: [
        { label: 'live clients', value: count(system.gateway.liveClients) },
        { label: 'replicas', value: count(system.gateway.replicas) },
      ],
    },
    {
      name: 'Classifier', icon: 'live', state: classifierState(system),
      from: { topic: 'images.uploaded', ...waiting(lagOf(system, 'classifier')), moving },
      figures: [
        { label: 'replicas', value: count(liveReplicas(system).length) },
        { label: 'engine', value: [...new Set(liveReplicas(system).map((each) => each.engine))].join(', ') || '–' },
      ],
    },
    {
      name: 'Answers', icon: 'check', state: answersState(system),
      from: { topic: 'images.classified', said: rate(system.answeredPerSecond.lastMinute), kind: 'good', moving },
      figures: [
        { label: 'unanswered', value: count(system.unanswered) },
        { label: 'rejected, 1 h', value: count(rejectedLastHour(system)) },
      ],
    },
  ];
}

function rolloutState(rolling) {
  if (rolling.length === 0) return idle('settled');
  const paused = rolling.find((each) => each.phase === 'paused');
  return paused ? { kind: 'warn', word: 'paused', why: 'It goes on when somebody resumes or promotes.' } : { kind: 'accent', word: 'rolling out' };
}

function learning(system, rolling) {
  return [
    {
      name: 'Labels', icon: 'tag', state: system.labeled === 0 ? idle('none yet') : well(),
      figures: [{ label: 'labeled', value: count(system.labeled) }],
    },
    {
      name: 'Trainer', icon: 'train',
      state: system.trainings.length > 0 ? { kind: 'accent', word: 'training' } : idle('idle'),
      from: { topic: 'images.labeled', ...waiting(lagOf(system, 'trainer')), moving: false },
      figures: [{ label: 'running', value: count(system.trainings.length) }],
    },
    {
      name: 'Rollout', icon: 'models',
      state: rolloutState(rolling),
      from: { topic: 'models.published', ...waiting(lagOf(system, 'rollout')), moving: rolling.length > 0 },
      figures: [
        { label: 'serving', value: system.rollouts.map((each) => `${each.model}:${each.serving ?? '–'}`).join(', ') || '–' },
        { label: 'candidate', value: rolling.map(candidateWords).join(', ') || 'none' },
      ],
    },
  ];
}
