// A large image in a box whose size does not depend on it.
import { html, useEffect, useState } from '../core/html.js';
import { path, preview } from '../core/api.js';

/**
 * Pixels of the longer side: sharp on a large screen, and constant, so that it can be preloaded.
 */
const SIZE = 1024;

/**
 * An image as large as its box permits.
 *
 * @param {string} id
 * @param {string} alt alternative text
 * @param {any} children overlaid in a box of exactly its size
 */
export function Picture({ id, alt, children }) {
  const [seen, see] = useState({ id: null, ratio: 0 });
  const ratio = seen.id === id ? seen.ratio : 0;
  const loaded = ({ target }) => see({ id, ratio: target.naturalWidth / target.naturalHeight });
  const frame = ratio > 0 ? { width: `min(100%, calc(var(--picture) * ${ratio}))`, aspectRatio: String(ratio) } : {};
  return html`
    <div class="picture">
      ${ratio === -1
        ? html`<p class="picture-none muted">
            <span>There is no preview of this image.</span>
            <span class="row"><button onClick=${() => see({ id: null, ratio: 0 })}>Try again</button>
              <a href=${path('images', id, 'content')} target="_blank" rel="noopener">Open the file</a></span></p>`
        : html`
          <div class="picture-frame" style=${frame} data-ready=${ratio > 0}>
            <img key=${id} src=${preview(id, SIZE)} alt=${alt} onLoad=${loaded} onError=${() => see({ id, ratio: -1 })} />
            ${ratio > 0 && children}
          </div>`}
    </div>`;
}

/** Preloads images. */
export function useAhead(ids) {
  useEffect(() => {
    for (const id of ids) new Image().src = preview(id, SIZE);
  }, [ids.join()]);
}
