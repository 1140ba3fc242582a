// Long lists, of which only visible rows are rendered.
import { html, useEffect, useLayoutEffect, useRef, useState } from '../core/html.js';

const SPARE = 6;

/**
 * Rows of equal height that scroll with the page.
 *
 * @param {any[]} items
 * @param {number} rowHeight pixels
 * @param {(item: any) => string} keyOf
 * @param {(item: any) => any} children a row's content
 * @param {string} label for screen readers
 */
export function LongList({ items, rowHeight, keyOf, children, label }) {
  const list = useRef(null);
  const [range, set] = useState({ from: 0, to: 30 });
  const look = () => {
    if (!list.current) return;
    const top = -list.current.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(top / rowHeight) - SPARE);
    const to = Math.ceil((top + innerHeight) / rowHeight) + SPARE;
    set((before) => (before.from === from && before.to === to ? before : { from, to }));
  };
  useLayoutEffect(look, [items.length, rowHeight]);
  useEffect(() => {
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    // Elements above the list may change their height.
    const moved = new ResizeObserver(look);
    moved.observe(document.body);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
      moved.disconnect();
    };
  }, [rowHeight]);
  const shown = items.slice(range.from, range.to);
  return html`
    <ul class="long" ref=${list} aria-label=${label} style=${{ height: items.length * rowHeight + 'px' }}>
      ${shown.map((item, i) => html`
        <li key=${keyOf(item)} aria-setsize=${items.length} aria-posinset=${range.from + i + 1}
            style=${{ top: (range.from + i) * rowHeight + 'px', height: rowHeight + 'px' }}>
          ${children(item)}
        </li>`)}
    </ul>`;
}
