// Detects whether the user is reading the list, so that its rows must not move.
import { useEffect, useState } from '../../core/html.js';

const HEADER = 56;

/**
 * Whether the list is scrolled under the page's header, or has the focus.
 *
 * @param {{current: Element|null}} list
 */
export function useHeld(list) {
  const [held, set] = useState(false);
  useEffect(() => {
    const look = () => {
      const isBelow = list.current.getBoundingClientRect().top < HEADER && scrollY > 0;
      const isIn = list.current.matches(':focus-within') && list.current.querySelector(':focus-visible') !== null;
      set(isBelow || isIn);
    };
    look();
    // Between the two events, no element has the focus.
    const later = () => setTimeout(() => list.current && look());
    addEventListener('scroll', look, { passive: true });
    addEventListener('focusin', later);
    addEventListener('focusout', later);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('focusin', later);
      removeEventListener('focusout', later);
    };
  }, []);
  return held;
}
