// The confirmation of an order: its effect, reason and author.
import { html, useState } from '../../core/html.js';
import { path, send } from '../../core/api.js';
import { Dialog, Trouble } from '../../ui/parts.js';
import { useOrder } from './give.js';
import { consequences, ORDERS, proposed, refusal } from './orders.js';

const DONE = {
  promote: 'serves now', pause: 'is paused', resume: 'goes on', abort: 'was given up',
  rollback: 'serves again', pin: 'is pinned', unpin: 'is no longer pinned', start: 'is being rolled out',
};
const NAME = 'weft-by';

/**
 * @param {string} action one of ORDERS
 * @param {number|null} version of the order; null to choose one if it is required
 * @param {object} state that was displayed
 * @param {number[]} versions the published versions
 */
export function Order({ action, version, state: looked, versions, hear, onClose }) {
  const { choose, danger, title, label } = ORDERS[action];
  const [chosen, pick] = useState(() => (choose ? version ?? proposed(action, looked, versions) : null));
  const said = useSaid();
  const order = useOrder(looked, { hear, onClose });
  const { state } = order;
  // The title is kept, even if the rollout ends while the dialog is open.
  const [heading] = useState(() => title(looked, version));
  const wrong = refusal(action, state, chosen);
  const about = chosen ?? (action === 'unpin' ? state.serving : state.rollout?.version);
  const submit = () => {
    const body = { version: chosen ?? undefined, ...said.body() };
    order.give((headers) => send('POST', path('rollouts', state.model, action), body, headers), `Version ${about} ${DONE[action]}.`);
  };
  return html`
    <${Question} title=${heading} label=${label} danger=${danger} order=${order} said=${said} wrong=${wrong}
        does=${wrong === null ? consequences(action, state, chosen) : []} submit=${submit} onClose=${onClose}>
      ${choose && version === null && html`
        <label>Version
          <select value=${chosen} onChange=${(e) => pick(Number(e.target.value))}>
            ${[...versions].sort((a, b) => b - a).map((each) => html`
              <option key=${each} value=${each} disabled=${refusal(action, state, each) !== null}>
                version ${each}${each === state.serving ? ', serving' : ''}${each === state.rollout?.version ? ', candidate' : ''}
              </option>`)}
          </select>
        </label>`}
    </${Question}>`;
}

/** Asks for confirmation; an empty text in `wrong` disables the button without a message. */
export function Question({ title, label, danger, order, said, wrong, does, submit, onClose, children }) {
  const { changed, problem, sending } = order;
  const sent = (e) => {
    e.preventDefault();
    if (wrong === null) submit();
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <form class="stack models-order" onSubmit=${sent}>
        ${changed && html`<${Changed} changed=${changed} />`}
        ${children}
        ${wrong
          ? html`<p class="models-refused" role="status">${wrong}</p>`
          : html`<ul class="models-consequences">${does.map((each) => html`<li key=${each}>${each}</li>`)}</ul>`}
        <${Said} said=${said} />
        ${problem && html`<${Trouble} problem=${problem} />`}
        <div class="actions">
          <button type="button" onClick=${onClose}>Leave it as it is</button>
          <button type="submit" class=${danger ? 'danger' : 'main'} disabled=${sending || wrong !== null}>
            ${sending ? 'Asking…' : changed ? `${label} anyway` : label}
          </button>
        </div>
      </form>
    </${Dialog}>`;
}

/** The reason and the author of an order; the author's name is kept for the next one. */
export function useSaid() {
  const [reason, explain] = useState('');
  const [by, name] = useState(() => localStorage.getItem(NAME) ?? '');
  const body = () => {
    localStorage.setItem(NAME, by.trim());
    return { reason: reason.trim() || undefined, by: by.trim() || undefined };
  };
  return { reason, explain, by, name, body };
}

/**
 * @param {{said: object}} properties as returned by useSaid
 */
function Said({ said }) {
  return html`
    <div class="models-said">
      <label>Reason
        <input value=${said.reason} maxlength="500" autocomplete="off" placeholder="for those who read it later"
            onInput=${(e) => said.explain(e.target.value)} />
      </label>
      <label>By
        <input value=${said.by} maxlength="100" autocomplete="name" placeholder="your name"
            onInput=${(e) => said.name(e.target.value)} />
      </label>
    </div>`;
}

/** Changes by others while the dialog was open. */
export function Changed({ changed }) {
  return html`
    <div class="models-changed" role="alert">
      <strong>Nothing was done: something has changed since you looked.</strong>
      <ul>${changed.map((each) => html`<li key=${each}>${each}</li>`)}</ul>
      <span>Look again, and decide again.</span>
    </div>`;
}
