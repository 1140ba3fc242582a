// Parts of a form field with validation.
import { html } from '../../core/html.js';

/** Attributes for screen readers; {@link Below} has the elements they refer to. */
export function about(id, error) {
  return {
    'id': id,
    'aria-describedby': `${id}-hint${error ? ` ${id}-error` : ''}`,
    'aria-invalid': error ? 'true' : undefined,
  };
}

/** The field's hint and error. */
export function Below({ id, hint, error }) {
  return html`
    <small id=${id + '-hint'}>${hint}</small>
    ${error && html`<strong class="error" id=${id + '-error'}>${error}</strong>`}`;
}
