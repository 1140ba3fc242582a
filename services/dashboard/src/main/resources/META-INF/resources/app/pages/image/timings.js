// Where an answer's time went, step by step.

/**
 * The steps from the upload to an answer, none before the one above it.
 *
 * @param {{timings: object, classifiedAt: string}} answer
 * @param {string} uploadedAt
 * @returns {{total: number, steps: {name: string, hint: string, from: number, seconds: number}[]}}
 *     seconds since the upload
 */
export function stepsOf({ timings, classifiedAt }, uploadedAt) {
  const { queueSeconds, fetchSeconds, decodeSeconds, inferSeconds } = timings;
  const known = queueSeconds + fetchSeconds + decodeSeconds + inferSeconds;
  // Clocks differ from machine to machine: the whole is no less than its parts.
  const total = Math.max(known, (Date.parse(classifiedAt) - Date.parse(uploadedAt)) / 1000 || 0);
  const steps = [];
  let from = 0;
  for (const [name, hint, seconds] of [
    ['Queue', 'from the upload until the classifier begins', queueSeconds],
    ['Fetch', 'reading the bytes from the store', fetchSeconds],
    ['Decode', 'from bytes to what the model takes', decodeSeconds],
    ['Batch', 'waiting for others, to run together', total - known],
    ['Infer', 'the run of the batch that held the image', inferSeconds],
  ]) {
    steps.push({ name, hint, from, seconds });
    from += seconds;
  }
  return { total, steps };
}
