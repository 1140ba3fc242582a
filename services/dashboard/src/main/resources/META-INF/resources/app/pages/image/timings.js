// Time spent on an answer, by step.

/**
 * Returns the steps from the upload to the answer, in order.
 *
 * @param {{timings: object, classifiedAt: string}} answer
 * @param {string} uploadedAt
 * @returns {{total: number, steps: {name: string, hint: string, from: number, seconds: number}[]}}
 *     seconds since the upload
 */
export function stepsOf({ timings, classifiedAt }, uploadedAt) {
  const { queueSeconds, fetchSeconds, decodeSeconds, inferSeconds } = timings;
  const known = queueSeconds + fetchSeconds + decodeSeconds + inferSeconds;
  // Clocks of machines differ: the total is at least the sum of its parts.
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
