// Accuracies of published versions on their test images.
import { useEffect, useState } from '../../core/html.js';
import { get, path } from '../../core/api.js';

/**
 * Accuracies, 0..1, by version such as `clothing:3`. Unavailable ones are missing.
 *
 * @param {string} models their names, joined by commas
 * @param {number} turn a change reloads
 */
export function useAccuracies(models, turn) {
  const [known, hold] = useState({});
  useEffect(() => {
    const control = new AbortController();
    for (const model of models.split(',').filter((each) => each !== '')) {
      get(path('models', model, 'versions'), { signal: control.signal })
        .then(({ versions }) => hold((before) => ({ ...before, ...accuracies(model, versions) })))
        .catch(() => {});
    }
    return () => control.abort();
  }, [models, turn]);
  return known;
}

function accuracies(model, versions) {
  return Object.fromEntries(
    versions
      .filter((each) => Number.isFinite(each.origin.metrics.accuracy))
      .map((each) => [`${model}:${each.version}`, each.origin.metrics.accuracy]),
  );
}
