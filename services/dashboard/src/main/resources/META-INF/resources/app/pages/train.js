import { html } from '../core/html.js';

/** TODO */
export function TrainPage() {
  return html`<h1>Train</h1>`;
}
