// Erases an image after a confirmation that explains what is removed and what is kept.
import { html, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, send } from '../../core/api.js';
import { nameOf } from '../../core/images.js';
import { forget } from '../../core/trail.js';
import { Dialog, Trouble } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { theFeed } from '../live/feed.js';

/**
 * @param {() => void} gone called when the image is erased
 */
export function Erase({ image, gone }) {
  const [asking, ask] = useState(false);
  const refused = lacks('operator');
  return html`
    <section class="card stack" aria-label="Erase">
      <p class="muted">For good: the picture, its label and what is known of it.</p>
      <div>
        <button class="danger" title=${refused} aria-disabled=${refused !== null} onClick=${() => refused === null && ask(true)}>
          Erase this image…${refused !== null && html`<span class="hidden">, not now: ${refused}</span>`}
        </button>
      </div>
      ${asking && html`<${Question} image=${image} onClose=${() => ask(false)} gone=${gone} />`}
    </section>`;
}

function Question({ image, onClose, gone }) {
  const [problem, refuse] = useState(null);
  const [sending, sent] = useState(false);
  const erased = () => {
    // The stream has no event of an erasure.
    theFeed().erase(image.id);
    forget(image.id);
    gone();
  };
  const erase = () => {
    sent(true);
    send('DELETE', path('images', image.id))
      .then(() => {
        toast(`${nameOf(image)} is erased.`);
        erased();
      })
      .catch((said) => {
        // It was already erased concurrently.
        if (said.status === 404) return erased();
        refuse(said);
        sent(false);
      });
  };
  return html`
    <${Dialog} title="Erase this image?" onClose=${onClose}>
      <p>Its file is removed from the store, and so are its label and its features. No list and no new data set has it any more. It cannot be taken back.</p>
      <p>Data sets that were made before keep its id, and versions that were trained on them keep what they learned.</p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="actions">
        <button onClick=${onClose}>Keep it</button>
        <button class="danger" disabled=${sending} onClick=${erase}>${sending ? 'Asking…' : 'Erase the image'}</button>
      </div>
    </${Dialog}>`;
}
