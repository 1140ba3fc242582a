// The current time, for relative times on a page.
import { useEffect, useState } from './html.js';

/**
 * Returns milliseconds since 1970, updated periodically.
 *
 * @param {number} every milliseconds; 0 stops the clock
 */
export function useNow(every = 1000) {
  const [now, set] = useState(() => Date.now());
  useEffect(() => {
    if (every === 0) return undefined;
    const timer = setInterval(() => set(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
