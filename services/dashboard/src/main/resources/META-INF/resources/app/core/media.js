// Media queries.
import { useEffect, useState } from './html.js';

/** Whether a media query matches; the component is rendered again when that changes. */
export function useMedia(text) {
  const [holds, set] = useState(() => matchMedia(text).matches);
  useEffect(() => {
    const media = matchMedia(text);
    const changed = () => set(media.matches);
    changed();
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [text]);
  return holds;
}
