// The time, for what a page says about it.
import { useEffect, useState } from './html.js';

/**
 * Milliseconds since 1970, again and again.
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
