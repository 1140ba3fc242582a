import { html } from '../core/html.js';

/** TODO */
export function LabelPage() {
  return html`<h1>Label</h1>`;
}
