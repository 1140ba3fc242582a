// Data of a page: loaded, refreshed, and marked as stale when a refresh fails.
import { useCallback, useEffect, useRef, useState } from './html.js';
import { get, retried } from './api.js';
import { follow } from './stream.js';

/**
 * Loads the JSON of a path.
 *
 * @param {string|null} address null to load nothing yet
 * @param {{every?: number}} options see {@link repeat}
 * @returns {{data: any, problem: Error|null, loading: boolean, reload: () => void, set: (data: any)
 *     => void}} the last successful response is kept while newer requests fail
 */
export function useLoaded(address, { every = 0 } = {}) {
  const [held, hold] = useState({ address: null, data: null, problem: null });
  const [turn, again] = useState(0);
  useEffect(() => {
    if (address === null) return undefined;
    const control = new AbortController();
    const load = () => get(address, { signal: control.signal })
      .then((data) => hold({ address, data, problem: null }))
      .catch((said) => {
        if (control.signal.aborted) return;
        const problem = every > 0 ? retried(said) : said;
        hold((before) => ({ address, data: before.address === address ? before.data : null, problem }));
      });
    const stop = repeat(load, every);
    return () => {
      control.abort();
      stop();
    };
  }, [address, every, turn]);
  const known = held.address === address;
  return {
    data: known ? held.data : null,
    problem: known ? held.problem : null,
    loading: address !== null && !known,
    reload: useCallback(() => again((before) => before + 1), []),
    set: useCallback((data) => hold({ address, data, problem: null }), [address]),
  };
}

/**
 * Loads at once, even in a hidden page, and then repeatedly while the page is visible.
 *
 * @param {() => Promise<void>} load never fails
 * @param {number} every milliseconds from a response to the next request; 0 to load once
 * @returns {() => void} ends the repetition
 */
export function repeat(load, every) {
  let timer = 0;
  let ended = false;
  const next = () => {
    if (document.hidden) document.addEventListener('visibilitychange', next, { once: true });
    else begin();
  };
  const begin = () => load().then(() => {
    if (every > 0 && !ended) timer = setTimeout(next, every);
  });
  begin();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', next);
  };
}

/**
 * Follows a page's own stream.
 *
 * @param {string|null} address null for none
 * @param {string[]} names of events
 * @param {(name: string, data: any) => void} heard
 * @returns {'connecting'|'open'|'lost'}
 */
export function useStream(address, names, heard) {
  const [state, set] = useState('connecting');
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    if (address === null) return undefined;
    return follow(address, names, (name, data) => latest.current(name, data), set);
  }, [address, names.join()]);
  return state;
}
