// Signing in with a key, and out. No script stores the key: the server sets a cookie for it.
import { html, useState } from '../core/html.js';
import { send } from '../core/api.js';
import { hear, look, useAccess } from '../core/access.js';
import { Trouble } from './parts.js';

const ADDRESS = '/v1/session';

/** Shown in place of a page while the user is not signed in. */
export function SignIn() {
  const [key, type] = useState('');
  const [problem, refuse] = useState(null);
  const [sending, sent] = useState(false);
  const submit = async (e) => {
    e.preventDefault();
    if (sending || key.trim() === '') return;
    sent(true);
    refuse(null);
    try {
      const session = await send('POST', ADDRESS, undefined, { Authorization: 'Bearer ' + key.trim() });
      if (session.role === null) throw new Error('The key or token has no role that this server knows.');
      type('');
      hear(session);
    } catch (said) {
      refuse(said);
    }
    sent(false);
  };
  return html`
    <form class="card stack sign-in" onSubmit=${submit}>
      <h1>Sign in</h1>
      <p class="muted">This server is for those who have a key. <code>weft key create</code> makes one where it runs.</p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <label>API key or token
        <input type="password" autocomplete="current-password" spellcheck="false" required value=${key}
            onInput=${(e) => type(e.target.value)} />
      </label>
      <button class="main" type="submit" disabled=${sending}>${sending ? 'Asking…' : 'Sign in'}</button>
    </form>`;
}

/** The signed-in user with a sign-out button; nothing if signing in is not required. */
export function Account() {
  const { required, name, role } = useAccess();
  if (!required || role === null) return null;
  const leave = () => send('DELETE', ADDRESS).catch(() => undefined).then(look);
  return html`
    <button class="plain account" title=${`Signed in as ${name}`} onClick=${leave}>
      Sign out<span class="muted"> ${role}</span>
    </button>`;
}

/** Explains why the following controls are disabled. */
export function Lacking({ why }) {
  return why && html`<p class="muted lacking" role="note">${why}</p>`;
}
