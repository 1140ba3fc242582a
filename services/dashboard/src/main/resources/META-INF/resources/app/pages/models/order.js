// The question before an order: what it does, why, and by whom.
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
 * @param {number|null} version that is meant; null to choose one, where one is needed
 * @param {object} state that the person looked at
 * @param {number[]} versions that are published
 */
export function Order({ action, version, state: looked, versions, hear, onClose }) {
  const { choose, danger, title, label } = ORDERS[action];
  const [chosen, pick] = useState(() => (choose ? version ?? proposed(action, looked, versions) : null));
  const said = useSaid();
  const order = useOrder(looked, { hear, onClose });
  const { state } = order;
  // What the title names stays, though the rollout may have ended while the question stood.
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

/** Asks before something is done; an empty text in wrong forbids it without a word. */
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

/** Why an order is given, and by whom; the name is kept for the next. */
export function useSaid() {
  const [reason, explain] = useState('');
  const [by, name] = useState(() => localStorage.getItem(NAME) ?? '');
  const body = () => {
    localStorage.setItem(NAME, by.trim());
    return { reason: reason.trim() || undefined, by: by.trim() || undefined };
  };
  return { reason, explain, by, name, body };
}

/** @param {{said: object}} properties as useSaid gives it */
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

/** What others have decided while the question stood. */
export function Changed({ changed }) {
  return html`
    <div class="models-changed" role="alert">
      <strong>Nothing was done: something has changed since you looked.</strong>
      <ul>${changed.map((each) => html`<li key=${each}>${each}</li>`)}</ul>
      <span>Look again, and decide again.</span>
    </div>`;
}
