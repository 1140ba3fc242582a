import { html } from '../core/html.js';

/** TODO */
export function LivePage() {
  return html`<h1>Live</h1>`;
}
