// Data of a model's pages, kept up to date.
import { useEffect, useRef } from '../../core/html.js';
import { path } from '../../core/api.js';
import { useLoaded, useStream } from '../../core/load.js';
import { heard, isOlder } from './state.js';

const EVENTS = ['rollout-changed', 'orders', 'replicas', 'figures'];
const AGAIN = 5000;
const LOOK = 20_000;

/**
 * Loads and follows a model's rollout state.
 *
 * @returns {{state: object|null, problem: Error|null, stale: boolean, hear: (state: object) =>
 *     void}} hear: applies the state that an order returned
 */
export function useRollout(model) {
  const loaded = useLoaded(path('rollouts', model), { every: LOOK });
  const newest = useRef(null);
  if (loaded.data !== null && (newest.current === null || !isOlder(loaded.data, newest.current)))
    newest.current = loaded.data;
  const take = (next) => {
    newest.current = next;
    loaded.set(next);
  };
  const stream = useStream(
    newest.current === null ? null : path('rollouts', model, 'stream'),
    EVENTS,
    (name, data) => take(heard(newest.current, name, data)),
  );
  const { problem, reload } = loaded;
  useEffect(() => {
    if (problem === null || newest.current !== null) return undefined;
    const timer = setTimeout(reload, AGAIN);
    return () => clearTimeout(timer);
  }, [problem]);
  return {
    state: newest.current,
    problem,
    stale: newest.current !== null && stream === 'lost',
    hear: (state) => (newest.current === null || !isOlder(state, newest.current)) && take(state),
  };
}

/**
 * Loads a model's versions, newest first; reloads them when the serving version or the candidate
 * changes.
 */
export function useVersions(model, state) {
  const loaded = useLoaded(path('models', model, 'versions'), { every: LOOK });
  const turn = state === null ? '' : `${state.serving}/${state.rollout?.id}/${state.history.length}`;
  const seen = useRef(turn);
  useEffect(() => {
    if (seen.current !== '' && seen.current !== turn) loaded.reload();
    seen.current = turn;
  }, [turn]);
  return { ...loaded, data: loaded.data === null ? null : [...loaded.data.versions].reverse() };
}
