import { html } from '../core/html.js';

/** TODO */
export function ModelsPage() {
  return html`<h1>Models</h1>`;
}
