// What belongs to a field that can be wrong.
import { html } from '../../core/html.js';

/** What it says to screen readers; {@link Below} has what is named. */
export function about(id, error) {
  return {
    'id': id,
    'aria-describedby': `${id}-hint${error ? ` ${id}-error` : ''}`,
    'aria-invalid': error ? 'true' : undefined,
  };
}

/** Its hint, and what is wrong with it. */
export function Below({ id, hint, error }) {
  return html`
    <small id=${id + '-hint'}>${hint}</small>
    ${error && html`<strong class="error" id=${id + '-error'}>${error}</strong>`}`;
}
