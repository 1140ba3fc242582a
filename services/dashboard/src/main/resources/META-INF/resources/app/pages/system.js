import { html } from '../core/html.js';

/** TODO */
export function SystemPage() {
  return html`<h1>System</h1>`;
}
