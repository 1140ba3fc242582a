// Server-sent events that outlive their connections.
import { look } from './access.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Follows a stream until it is closed. A connection that breaks is made again, from the last event
 * that was heard, so that none is missed. While nobody sees the page there is none: a browser has
 * six connections to a server for all of its tabs, and also for pages that it keeps to go back to.
 *
 * @param {string} address of the stream
 * @param {string[]} names of events
 * @param {(name: string, data: any, id: string) => void} heard called for each
 * @param {(state: 'connecting'|'open'|'lost', goesOn?: boolean) => void} changed called when the
 *     connection does; goesOn: whether an open one tells all that was missed
 * @returns {() => void} ends it
 */
export function follow(address, names, heard, changed = () => {}) {
  let source = null;
  let lastId = '';
  let pause = FIRST_PAUSE;
  let timer = 0;
  let closed = false;

  function connect() {
    const url = new URL(address, location.href);
    if (lastId !== '') url.searchParams.set('lastEventId', lastId);
    source = new EventSource(url);
    source.onopen = () => {
      pause = FIRST_PAUSE;
      changed('open', lastId !== '');
    };
    source.onerror = failed;
    // Where nothing has happened yet it is the only place to go on from.
    source.addEventListener('position', place);
    for (const name of names) {
      source.addEventListener(name, (event) => {
        place(event);
        heard(name, JSON.parse(event.data), event.lastEventId);
      });
    }
  }

  function place(event) {
    if (event.lastEventId !== '') lastId = event.lastEventId;
  }

  /** The browser comes back by itself after a cut, but not after a refusal such as a 503. */
  function failed() {
    if (closed) return;
    changed('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    // It does not say with which: perhaps nobody is signed in any more.
    look();
    timer = setTimeout(connect, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** From the last event on; not while nobody sees the page. */
  function again() {
    clearTimeout(timer);
    source?.close();
    if (!document.hidden) connect();
  }

  changed('connecting');
  again();
  // A network that is back is used at once.
  addEventListener('online', again);
  document.addEventListener('visibilitychange', again);
  return () => {
    closed = true;
    clearTimeout(timer);
    removeEventListener('online', again);
    document.removeEventListener('visibilitychange', again);
    source?.close();
  };
}
