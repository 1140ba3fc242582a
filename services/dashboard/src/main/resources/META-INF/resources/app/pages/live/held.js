// Whether somebody is reading the list, so that its rows have to stay where they are.
import { useEffect, useState } from '../../core/html.js';

const HEADER = 56;

/**
 * Whether a list is scrolled under the page's header, or the keyboard is in it.
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
    // Focus moves between the two events.
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
