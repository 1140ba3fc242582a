// Routing by the part of the address after #, so that the server has to serve a single page.
import { useEffect, useState } from './html.js';

/** Parses an address: `#/images/a%20b?tab=x` is `{parts: ['images', 'a b'], parameters}`. */
export function parse(hash) {
  const [address, search = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = address.split('/').filter((part) => part !== '').map(decoded);
  return { parts, parameters: new URLSearchParams(search) };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Returns an address for links. */
export function to(...parts) {
  return '#/' + parts.map((part) => encodeURIComponent(part)).join('/');
}

/** Navigates to a page. */
export function go(...parts) {
  location.hash = to(...parts);
}

function here() {
  return { hash: location.hash, ...parse(location.hash) };
}

/** Returns the current route. */
export function useRoute() {
  const [route, set] = useState(here);
  useEffect(() => {
    const moved = () => set((was) => (was.hash === location.hash ? was : here()));
    addEventListener('hashchange', moved);
    // The address may have changed between the first render and this effect.
    moved();
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}

/** Replaces the current address, so that the back button skips it. */
export function replace(address) {
  location.replace(address);
}
