import { html } from '../core/html.js';

/** TODO */
export function ImagePage() {
  return html`<h1>Image</h1>`;
}
