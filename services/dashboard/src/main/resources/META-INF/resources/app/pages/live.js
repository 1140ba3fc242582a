// Live images: uploaded, classified, rejected.
import { html, useEffect, useMemo, useRef, useState } from '../core/html.js';
import { remember } from '../core/trail.js';
import { useMedia } from '../core/media.js';
import { Empty } from '../ui/parts.js';
import { Icon } from '../ui/icon.js';
import { LongList } from '../ui/list.js';
import { MOST, useFeed } from './live/feed.js';
import { addressOf, askedOf, filterOf, isOpen } from './live/filter.js';
import { Filters } from './live/filters.js';
import { Older } from './live/older.js';
import { Row } from './live/row.js';
import { Strip } from './live/strip.js';
import { Uploader } from './live/uploader.js';
import { useHeld } from './live/held.js';
import { hold, viewOf } from './live/view.js';

const ROW = 96;
const ROW_ON_A_PHONE = 136;

/** The scroll position when the user left the list. */
let left = { address: '', scroll: 0 };

export function LivePage({ parameters }) {
  const feed = useFeed();
  const [paused, pause] = useState(false);
  const list = useRef(null);
  const narrow = useMedia('(max-width: 760px)');
  const filter = useMemo(() => filterOf(parameters), [parameters]);
  const address = addressOf(filter);
  const asked = askedOf(filter);
  const reach = feed.reach(asked);
  const reading = useHeld(list);
  const view = useView({ feed, filter, address, floor: reach.floor, turn: feed.turn, isHeld: paused || reading });

  useEffect(() => {
    if (!reach.begun) feed.older(asked);
  }, [address, feed.turn]);
  useReturn(address, view.shown);

  function showNew() {
    pause(false);
    view.release();
    scrollTo(0, 0);
  }

  return html`
    <div class="live stack">
      <div class="spread">
        <h1>Live</h1>
        <${Strip} rates=${feed.rates} />
      </div>
      <${Uploader} />
      <${Filters} filter=${filter} images=${feed.images()}>
        <button aria-pressed=${paused} onClick=${() => (paused ? showNew() : pause(true))}>
          <${Icon} name=${paused ? 'play' : 'pause'} size="16" />${paused ? 'Resume' : 'Pause'}
        </button>
      </${Filters}>
      <section ref=${list} class="live-list" aria-label="Images" aria-busy=${!reach.begun}>
        <${Fresh} count=${view.fresh} show=${showNew} />
        ${view.shown.length > 0 && html`
          <${LongList} items=${view.shown} rowHeight=${narrow ? ROW_ON_A_PHONE : ROW} keyOf=${(image) => image.id} label="Images, newest first">
            ${(image) => html`<${Row} image=${image} />`}
          </${LongList}>`}
        <${Older} reach=${reach} shown=${view.shown.length} address=${address} most=${MOST} load=${() => feed.older(asked)} />
        ${view.shown.length === 0 && ['end', 'full'].includes(reach.state) && html`<${Nothing} filter=${filter} />`}
      </section>
    </div>`;
}

/** The rows, which do not move while the user reads them. */
function useView({ feed, filter, address, floor, turn, isHeld }) {
  const held = useRef({ address: '', turn, at: null });
  const images = feed.images();
  if (held.current.address !== address || held.current.turn !== turn || !isHeld) held.current = { address, turn, at: null };
  const view = viewOf(images, filter, floor, held.current.at);
  // Nothing can be held before the first page is loaded.
  if (isHeld && held.current.at === null && floor < Infinity) held.current.at = hold(view.shown, floor);
  return { ...view, release: () => (held.current.at = null) };
}

/** Stores the list for the images' pages, and restores the scroll position. */
function useReturn(address, shown) {
  const latest = useRef({ address, shown });
  latest.current = { address, shown };
  useEffect(() => {
    const { scroll } = left;
    // After the shell has scrolled to the top of the page.
    if (left.address === address && scroll > 0) requestAnimationFrame(() => scrollTo(0, scroll));
    const scrolled = () => (left = { address: latest.current.address, scroll: scrollY });
    addEventListener('scroll', scrolled, { passive: true });
    return () => {
      removeEventListener('scroll', scrolled);
      remember('Live', latest.current.address, latest.current.shown.map((image) => image.id));
    };
  }, []);
}

/** The number of new images that are not shown yet, so that rows do not move unexpectedly. */
function Fresh({ count, show }) {
  return html`
    <div class="live-fresh">
      ${count > 0 && html`
        <button class="main" onClick=${show}><${Icon} name="up" size="16" />${count} new</button>`}
    </div>`;
}

function Nothing({ filter }) {
  return isOpen(filter)
    ? html`
      <${Empty} title="No images yet">
        Drop some here, or send them with <code>weft publish</code>. Each shows up as it is uploaded, and gets its label a
        moment later.
      </${Empty}>`
    : html`
      <${Empty} title="No image matches">
        Those that come and do will show up here. <a href=${addressOf({})}>Show all</a>
      </${Empty}>`;
}
