// The frame of every page: navigation, connection state, theme, messages.
import { html, useEffect, useRef, useState } from '../core/html.js';
import { useAccess } from '../core/access.js';
import { start, useConnection } from '../core/live.js';
import { to, useRoute } from '../core/route.js';
import { Account, SignIn } from './signin.js';
import { Toasts } from './toast.js';
import { Icon } from './icon.js';
import { LivePage } from '../pages/live.js';
import { ImagePage } from '../pages/image.js';
import { LabelPage } from '../pages/label.js';
import { TrainPage } from '../pages/train.js';
import { ModelsPage } from '../pages/models.js';
import { SystemPage } from '../pages/system.js';

const PAGES = [
  { key: 'live', label: 'Live', icon: 'live', page: LivePage },
  { key: 'label', label: 'Label', icon: 'tag', page: LabelPage },
  { key: 'train', label: 'Train', icon: 'train', page: TrainPage },
  { key: 'models', label: 'Models', icon: 'models', page: ModelsPage },
  { key: 'system', label: 'System', icon: 'system', page: SystemPage },
];
const IMAGE = { key: 'images', label: 'Image', page: ImagePage };

const CONNECTION = {
  connecting: 'Connecting…',
  open: 'Connected',
  lost: 'Connection lost. Reconnecting; no events will be missed.',
};

/** The whole page. */
export function Shell() {
  const { parts, parameters } = useRoute();
  const current = [...PAGES, IMAGE].find((each) => each.key === parts[0]) ?? PAGES[0];
  const { required, role } = useAccess();
  const locked = required && role === null;
  const main = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${current.label} · Weft`;
    // After navigation, the focus moves to the content.
    if (!first.current) main.current.focus({ preventScroll: true });
    first.current = false;
    scrollTo(0, 0);
  }, [current.key, parts.slice(1).join('/')]);
  const wasLocked = useRef(locked);
  useEffect(() => {
    if (!locked) start();
    // Streams that were refused reconnect at once.
    if (!locked && wasLocked.current) dispatchEvent(new Event('online'));
    wasLocked.current = locked;
  }, [locked]);
  return html`
    <a class="skip" href="#main" onClick=${(e) => { e.preventDefault(); main.current.focus(); }}>Skip to content</a>
    <header class="shell">
      <a class="brand" href=${to('live')}><img src="/app/icon.svg" alt="" width="28" height="28" />Weft</a>
      <nav aria-label="Pages">
        ${PAGES.map((each) => html`
          <a href=${to(each.key)} aria-current=${each === current ? 'page' : undefined}>
            <${Icon} name=${each.icon} /><span>${each.label}</span>
          </a>`)}
      </nav>
      ${!locked && html`<${Connection} />`}
      <${Account} />
      <${Theme} />
    </header>
    <main id="main" tabindex="-1" ref=${main}>
      ${locked
        ? html`<${SignIn} />`
        : html`<${current.page} key=${current.key} parts=${parts.slice(1)} parameters=${parameters} />`}
    </main>
    <${Toasts} />`;
}

/** A dot, with text if the connection is lost. */
function Connection() {
  const state = useConnection();
  return html`
    <div class="connection" data-state=${state} role="status">
      <span class="dot" aria-hidden="true"></span>
      <span class=${state === 'open' ? 'quiet' : ''}>${CONNECTION[state]}</span>
    </div>`;
}

const THEMES = ['auto', 'light', 'dark'];

/** Follows the system's theme unless the user has chosen one. */
function Theme() {
  const [theme, set] = useState(() => localStorage.getItem('weft-theme') ?? 'auto');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('weft-theme', theme);
    dispatchEvent(new Event('weft-theme'));
  }, [theme]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
  return html`
    <button class="plain theme" onClick=${() => set(next)} title=${`Colours: ${theme}`}
        aria-label=${`Colours: ${theme}. Change to ${next}.`}>
      <${Icon} name=${theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'auto'} />
    </button>`;
}
