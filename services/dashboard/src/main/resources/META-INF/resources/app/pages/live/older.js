// The end of the list: older images are loaded when it becomes visible.
import { html, useEffect, useRef } from '../../core/html.js';
import { retried } from '../../core/api.js';
import { count } from '../../core/format.js';
import { Trouble } from '../../ui/parts.js';

/** Most pages that are loaded automatically without adding a row. */
const PATIENCE = 5;
/** Milliseconds until a failed page is requested again. */
const AGAIN = 5000;

/**
 * @param {object} reach see Feed.reach
 * @param {number} shown rows
 * @param {string} address of the list
 * @param {number} most images in memory
 * @param {() => void} load loads the next page
 */
export function Older({ reach, shown, address, most, load }) {
  const end = useRef(null);
  const vain = useRef({ address, shown: -1, pages: 0 });
  const { state, floor, begun } = reach;
  const isTired = vain.current.address === address && vain.current.pages >= PATIENCE;
  useEffect(() => {
    if (state !== 'idle' || !begun || isTired) return undefined;
    const seen = new IntersectionObserver((entries) => {
      // A busy browser reports several changes at once; the last one is current.
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
    if (state === 'failed') return html`<${Trouble} problem=${retried(reach.problem)} retry=${load} />`;
    if (state === 'loading' || !begun) return 'Loading…';
    if (state === 'full') return `The newest ${count(most)} are held. Filter by label or state to look further back.`;
    if (state === 'idle' && isTired) {
      return html`<span>None further up to ${new Date(floor).toLocaleString()}.</span> <button onClick=${more}>Look further back</button>`;
    }
    return state === 'end' && shown > 0 ? 'No older ones.' : '';
  }
}
