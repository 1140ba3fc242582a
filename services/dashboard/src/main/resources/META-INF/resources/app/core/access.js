// Who the server takes this browser for, and what that role may do.
import { useEffect, useState } from './html.js';

const ADDRESS = '/v1/session';

/** Until the server has said otherwise, everything may be tried: it refuses by itself. */
let state = { required: false, name: null, role: null, can: [] };
let asking = null;
const watchers = new Set();

/** Asks the server, once at a time; what was known stays if it does not answer. */
export function look() {
  asking ??= fetch(ADDRESS, { headers: { Accept: 'application/json' } })
    .then((response) => {
      if (response.ok) return response.json().then(hear);
      // A token that is over is refused even here.
      return response.status === 401 ? hear({ required: true, name: null, role: null, can: [] }) : undefined;
    })
    .catch(() => undefined)
    .finally(() => { asking = null; });
  return asking;
}

/** What the server has said about this browser. */
export function hear(next) {
  state = next;
  watchers.forEach((watcher) => watcher(next));
}

/** Whether somebody must sign in first. */
export function isLockedOut() {
  return state.required && state.role === null;
}

/** Why something may not be done; null if it may. */
export function lacks(role) {
  if (!state.required || state.can.includes(role)) return null;
  return `This needs the role ${role}; yours is ${state.role ?? 'none'}.`;
}

/** The same as a component sees it: {required, name, role, can}. */
export function useAccess() {
  const [seen, set] = useState(state);
  useEffect(() => {
    set(state);
    watchers.add(set);
    return () => watchers.delete(set);
  }, []);
  return seen;
}
