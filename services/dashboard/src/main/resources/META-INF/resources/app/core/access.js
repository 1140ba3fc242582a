// The identity and permissions that the server has assigned to this browser.
import { useEffect, useState } from './html.js';

const ADDRESS = '/v1/session';

/** Until the server has responded, everything is offered: it refuses requests by itself. */
let state = { required: false, name: null, role: null, can: [] };
let asking = null;
const watchers = new Set();

/** Asks the server, with one request at a time; keeps the last state if it does not respond. */
export function look() {
  asking ??= fetch(ADDRESS, { headers: { Accept: 'application/json' } })
    .then((response) => {
      if (response.ok) return response.json().then(hear);
      // This request is refused too if the token has expired.
      return response.status === 401 ? hear({ required: true, name: null, role: null, can: [] }) : undefined;
    })
    .catch(() => undefined)
    .finally(() => { asking = null; });
  return asking;
}

/** Sets the state that the server has reported. */
export function hear(next) {
  state = next;
  watchers.forEach((watcher) => watcher(next));
}

/** Whether the user must sign in first. */
export function isLockedOut() {
  return state.required && state.role === null;
}

/** Returns why an action is not permitted; null if it is. */
export function lacks(role) {
  if (!state.required || state.can.includes(role)) return null;
  return `This requires the role ${role}; yours is ${state.role ?? 'none'}.`;
}

/** The same as a hook: {required, name, role, can}. */
export function useAccess() {
  const [seen, set] = useState(state);
  useEffect(() => {
    set(state);
    watchers.add(set);
    return () => watchers.delete(set);
  }, []);
  return seen;
}
