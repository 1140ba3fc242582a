// Pages by the part of the address after #, so that the server has one page to serve.
import { useEffect, useState } from './html.js';

/**
 * The page's parts: `#/images/a%20b?tab=x` is `{parts: ['images', 'a b'], parameters}`.
 */
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

/** An address for links. */
export function to(...parts) {
  return '#/' + parts.map((part) => encodeURIComponent(part)).join('/');
}

/** Goes to a page. */
export function go(...parts) {
  location.hash = to(...parts);
}

function here() {
  return { hash: location.hash, ...parse(location.hash) };
}

/** Where the person is. */
export function useRoute() {
  const [route, set] = useState(here);
  useEffect(() => {
    const moved = () => set((was) => (was.hash === location.hash ? was : here()));
    addEventListener('hashchange', moved);
    // Nobody listened from the first look at the address until now.
    moved();
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}

/** Goes to an address in the place of the present one: the way back leads past it. */
export function replace(address) {
  location.replace(address);
}
