// Images as returned by /v1/images, updated by the events of the stream. The rules are those of the
// gateway's ViewMerge, and a test compares both: neither order nor repetition of events matters.

/**
 * Returns the image's answer: the earliest prediction that is not a shadow's; null if there is none
 * yet.
 */
export function answerOf(image) {
  return image.predictions.find((each) => each.role !== 'shadow') ?? null;
}

/** Returns the answer's most probable label with its probability; null if there is none. */
export function predictedOf(image) {
  return answerOf(image)?.labels[0] ?? null;
}

/** Returns the image's file name if the upload gave one, otherwise its id. */
export function nameOf(image) {
  return image.tags?.file || image.id;
}

/** Returns the seconds from the upload to the answer; NaN if there is none. */
export function latencyOf(image) {
  const answer = answerOf(image);
  return answer === null ? NaN : secondsTo(image.uploadedAt, answer.classifiedAt);
}

function secondsTo(from, to) {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}

/** Formats a version, such as clothing:3. */
export function versionOf(model) {
  return `${model.name}:${model.version}`;
}

/** Whether versions predict different labels. */
export function isDisputed(image) {
  return new Set(image.predictions.map((each) => each.labels[0].label)).size > 1;
}

/**
 * Applies an event to an image.
 *
 * @param {object|null} image null if it is not yet known
 * @param {string} name of the event
 * @param {object} event see schemas/
 * @returns {object|null} null if the event is not about an image, or is not sufficient for an
 *     unknown one
 */
export function heard(image, name, event) {
  const turn = TURNS[name];
  if (!turn || !event.imageId) return image;
  const next = turn(image, event);
  return next === null ? image : { ...next, state: stateOf(next) };
}

const TURNS = {
  'image-uploaded': (image, event) => ({
    ...(image ?? blank(event.imageId)),
    uploadedAt: event.uploadedAt,
    contentType: event.contentType ?? null,
    deadline: event.deadline ?? null,
    model: event.model ?? null,
    tags: event.tags ?? {},
    state: event.purpose === 'training' ? 'training' : 'uploaded',
    ...bytesOf(image, event),
  }),
  'image-classified': (image, event) => ({
    ...(image ?? blank(event.imageId)),
    uploadedAt: event.uploadedAt,
    model: image ? image.model : event.role === 'shadow' ? null : event.model.name,
    tags: image && Object.keys(image.tags).length > 0 ? image.tags : event.tags ?? {},
    ...bytesOf(image, event),
    predictions: united(image?.predictions ?? [], [answer(event)]),
  }),
  'image-rejected': (image, event) => ({
    // The event lacks the upload time: its own time is the best estimate until another event
    // arrives.
    ...(image ?? blank(event.imageId, event.rejectedAt)),
    ...bytesOf(image, event),
    rejection: earlier(image?.rejection ?? null, {
      reason: event.reason, detail: event.detail, rejectedAt: event.rejectedAt,
    }, inOrderOfRejection),
  }),
  'image-failed': (image, event) => image && ({
    ...image,
    failures: [
      ...(image.failures ?? []).filter((each) => versionOf(each.model) !== versionOf(event.model)),
      event,
    ],
  }),
  'image-labeled': (image, event) => image && ({
    ...image,
    label: event.label,
    labeling: {
      source: event.source,
      by: event.labeledBy ?? null,
      at: event.labeledAt,
      confirmed: event.confirmed ?? false,
      selection: event.selection ?? null,
    },
  }),
  'image-unlabeled': (image) => image && ({ ...image, label: null, labeling: null }),
};

function blank(id, uploadedAt = null) {
  return {
    id, state: 'uploaded', uploadedAt, contentType: null, size: null, sha256: null, tags: {},
    deadline: null, model: null, predictions: [], failures: [], rejection: null, label: null, labeling: null,
  };
}

function answer({ model, role, predictions, engine, timings, classifiedAt, uncertainty }) {
  return { model, role, labels: predictions, engine, timings, classifiedAt, uncertainty };
}

function bytesOf(image, { object }) {
  return {
    size: object?.size ?? image?.size ?? null,
    sha256: object?.sha256 ?? image?.sha256 ?? null,
  };
}

function stateOf(image) {
  if (answerOf(image) !== null) return 'classified';
  if (image.rejection) return 'rejected';
  return image.state === 'training' ? 'training' : 'uploaded';
}

/**
 * Merges the image in memory with the loaded one, taking the newer of both for each part: either
 * the stream or the views may be ahead.
 */
export function merged(held, loaded) {
  if (!held) return loaded;
  const label = momentOf(held.labeling) > momentOf(loaded.labeling) ? held : loaded;
  const both = {
    ...loaded,
    size: loaded.size ?? held.size,
    sha256: loaded.sha256 ?? held.sha256,
    predictions: united(held.predictions, loaded.predictions),
    failures: held.failures ?? [],
    rejection: earlier(held.rejection, loaded.rejection, inOrderOfRejection),
    label: label.label,
    labeling: label.labeling,
  };
  return { ...both, state: stateOf(both) };
}

function momentOf(labeling) {
  return labeling === null ? -Infinity : Date.parse(labeling.at);
}

/** Most predictions that the gateway keeps for an image. */
const MAX_ANSWERS = 16;

const ROLES = ['primary', 'canary', 'shadow'];

/** Keeps one answer per version and role, the earliest first, like the gateway. */
function united(some, others) {
  const answers = new Map();
  for (const each of [...some, ...others]) {
    const place = versionOf(each.model) + '/' + each.role;
    answers.set(place, earlier(answers.get(place) ?? null, each, inOrderOfAnswer));
  }
  return [...answers.values()].sort(inOrderOfAnswer).slice(0, MAX_ANSWERS);
}

function earlier(a, b, order) {
  if (a === null || b === null) return a ?? b;
  return order(a, b) <= 0 ? a : b;
}

function inOrderOfAnswer(a, b) {
  return Date.parse(a.classifiedAt) - Date.parse(b.classifiedAt)
    || compare(versionOf(a.model), versionOf(b.model))
    || ROLES.indexOf(a.role) - ROLES.indexOf(b.role)
    || compare(a.engine, b.engine);
}

function inOrderOfRejection(a, b) {
  return Date.parse(a.rejectedAt) - Date.parse(b.rejectedAt)
    || compare(a.reason, b.reason)
    || compare(a.detail, b.detail);
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
