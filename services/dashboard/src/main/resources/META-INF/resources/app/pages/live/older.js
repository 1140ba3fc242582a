// The end of the list: older images are loaded as it comes into sight.
import { html, useEffect, useRef } from '../../core/html.js';
import { count } from '../../core/format.js';
import { Trouble } from '../../ui/parts.js';

/** Pages that are loaded by themselves though none of them shows a row more. */
const PATIENCE = 5;
/** Milliseconds until a page that could not be loaded is asked for again. */
const AGAIN = 5000;

/**
 * @param {object} reach how far the list is loaded
 * @param {number} shown rows
 * @param {string} address of the list
 * @param {number} most images that are held
 * @param {() => void} load the next page
 */
export function Older({ reach, shown, address, most, load }) {
  const end = useRef(null);
  const vain = useRef({ address, shown: -1, pages: 0 });
  const { state, floor, begun } = reach;
  const isTired = vain.current.address === address && vain.current.pages >= PATIENCE;
  useEffect(() => {
    if (state !== 'idle' || !begun || isTired) return undefined;
    const seen = new IntersectionObserver((entries) => {
      // A busy browser tells several changes at once; the last one counts.
      if (!entries.at(-1).isIntersecting) return;
      const before = vain.current;
      const isVain = before.address === address && before.shown === shown;
      vain.current = { address, shown, pages: isVain ? before.pages + 1 : 0 };
      load();
    }, { rootMargin: '900px' });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [state, floor, shown, address, isTired]);
  useEffect(() => {
    if (state !== 'failed') return undefined;
    const timer = setTimeout(load, AGAIN);
    return () => clearTimeout(timer);
  }, [state, address]);
  const more = () => {
    vain.current = { address, shown: -1, pages: 0 };
    load();
  };
  return html`
    <div ref=${end} class="live-older muted" role="status">
      ${words()}
    </div>`;

  function words() {
    if (state === 'failed') return html`<${Trouble} problem=${reach.problem} retry=${load} />`;
    if (state === 'loading' || !begun) return 'Loading…';
    if (state === 'full') return `The newest ${count(most)} are held. Filter by label or state to look further back.`;
    if (state === 'idle' && isTired) {
      return html`<span>None further up to ${new Date(floor).toLocaleString()}.</span> <button onClick=${more}>Look further back</button>`;
    }
    return state === 'end' && shown > 0 ? 'No older ones.' : '';
  }
}
