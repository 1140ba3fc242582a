// Short messages at the edge of the page, announced by screen readers.
import { html, useEffect, useState } from '../core/html.js';
import { Icon } from './icon.js';

const SHOWN = 6000;
let show = () => {};
let number = 0;

/**
 * Shows a message.
 *
 * @param {string} text
 * @param {{kind?: 'info'|'good'|'bad', action?: {label: string, run: () => void}}} options bad ones
 *     stay until they are closed
 */
export function toast(text, { kind = 'info', action } = {}) {
  show({ key: ++number, text, kind, action });
}

/** The container of messages. */
export function Toasts() {
  const [toasts, set] = useState([]);
  const close = (key) => set((before) => before.filter((each) => each.key !== key));
  useEffect(() => {
    show = (next) => {
      set((before) => [...before.slice(-3), next]);
      if (next.kind !== 'bad') setTimeout(() => close(next.key), SHOWN);
    };
  }, []);
  return html`
    <div class="toasts" role="log" aria-live="polite" aria-label="Messages">
      ${toasts.map((each) => html`
        <div class="toast" data-kind=${each.kind} key=${each.key}>
          <span>${each.text}</span>
          ${each.action && html`
            <button onClick=${() => { each.action.run(); close(each.key); }}>${each.action.label}</button>`}
          <button class="plain" aria-label="Close" onClick=${() => close(each.key)}><${Icon} name="close" size="16" /></button>
        </div>`)}
    </div>`;
}
