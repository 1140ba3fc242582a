// Server-sent events with reconnection.
import { look } from './access.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;
/** Milliseconds; after a longer absence there may be more events than a page can take. */
const LONGEST_ABSENCE = 5 * 60_000;

/**
 * Follows a stream until it is closed. A broken connection is reopened from the last received
 * event, so that none is missed. Hidden pages are disconnected: a browser has six connections per
 * server for all tabs, including pages in the back-forward cache. A page that was hidden for long
 * starts anew, with the events from then on.
 *
 * @param {string} address of the stream
 * @param {string[]} names of events
 * @param {(name: string, data: any, id: string) => void} heard called for each
 * @param {(state: 'connecting'|'open'|'lost', goesOn?: boolean) => void} changed called when the
 *     connection does; goesOn: whether an open connection resumes without missing events
 * @returns {() => void} closes the stream
 */
export function follow(address, names, heard, changed = () => {}) {
  let source = null;
  let lastId = '';
  let pause = FIRST_PAUSE;
  let timer = 0;
  let hiddenSince = null;
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
    // Before the first event this is the only position to resume from.
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

  /**
   * The browser reconnects by itself after a broken connection, but not after an error response
   * such as a 503.
   */
  function failed() {
    if (closed) return;
    changed('lost');
    if (source.readyState !== EventSource.CLOSED) return;
    // EventSource does not expose the status: the session may have expired.
    look();
    timer = setTimeout(connect, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  /** Resumes from the last event, unless the page is hidden. */
  function again() {
    clearTimeout(timer);
    source?.close();
    if (document.hidden) {
      hiddenSince ??= Date.now();
      return;
    }
    if (hiddenSince !== null && Date.now() - hiddenSince > LONGEST_ABSENCE) lastId = '';
    hiddenSince = null;
    connect();
  }

  changed('connecting');
  again();
  // Reconnects at once when the network is back.
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
