// Aliases of a model's versions: shown, set, moved and removed.
import { html, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, query, send } from '../../core/api.js';
import { to } from '../../core/route.js';
import { aliasConsequences, aliasesOf, aliasRefusal } from './alias.js';
import { useOrder } from './give.js';
import { Question, useSaid } from './order.js';

const NAMELESS = 'Who asks for a name gets the version that has it then, also after it has moved.';

/** All aliases with their versions. */
export function AliasCard({ state, versions, hear }) {
  const [asked, ask] = useState(null);
  const close = () => ask(null);
  const denied = lacks('operator');
  return html`
    <section class="card stack" aria-labelledby="models-aliases">
      <div class="spread">
        <h2 id="models-aliases">Aliases</h2>
        <button title=${denied} disabled=${denied !== null} onClick=${() => ask({ looked: state })}>Add an alias…</button>
      </div>
      <ul class="models-aliases">
        ${aliasesOf(state).map(({ name, version, follows }) => html`
          <li key=${name}>
            <strong class="cut" title=${name}>${name}</strong>
            <a href=${to('models', state.model, version)}>version ${version}</a>
            ${follows
              ? html`<span class="muted">follows ${follows}</span>`
              : html`
                <span class="row">
                  <button title=${denied} disabled=${denied !== null} onClick=${() => ask({ looked: state, name })}>Move…<span class="hidden"> ${name}</span></button>
                  <button title=${denied} disabled=${denied !== null} onClick=${() => ask({ looked: state, name, removed: true })}>Remove…<span class="hidden"> ${name}</span></button>
                </span>`}
          </li>`)}
      </ul>
      ${asked && (asked.removed
        ? html`<${Remove} ...${asked} hear=${hear} onClose=${close} />`
        : html`<${Give} ...${asked} versions=${versions} hear=${hear} onClose=${close} />`)}
    </section>`;
}

/** Sets an alias; without a name, a new one. */
function Give({ looked, name: given = null, versions, hear, onClose }) {
  const newest = [...versions].sort((a, b) => b - a);
  const [typed, type] = useState('');
  const [version, pick] = useState(() => newest.find((each) => each !== looked.aliases[given]) ?? looked.serving);
  const said = useSaid();
  const order = useOrder(looked, { hear, onClose });
  const name = given ?? typed.trim();
  const wrong = name === '' ? '' : aliasRefusal(order.state, name, version);
  const does = name === '' ? [NAMELESS] : aliasConsequences(order.state, name, version);
  const submit = () =>
    order.give(
      (headers) => send('PUT', path('rollouts', looked.model, 'aliases', name), { version, ...said.body() }, headers),
      `Version ${version} is called ${name}.`,
    );
  return html`
    <${Question} title=${given === null ? 'Name a version?' : `Move ${given}?`} label=${given === null ? 'Add' : 'Move'} order=${order}
        said=${said} wrong=${wrong} does=${does} submit=${submit} onClose=${onClose}>
      <div class="models-said">
        ${given === null && html`
          <label>Alias
            <input value=${typed} maxlength="63" autocomplete="off" autocapitalize="none" spellcheck="false"
                placeholder="for example stable" onInput=${(e) => type(e.target.value)} />
          </label>`}
        <label>Version
          <select value=${version} onChange=${(e) => pick(Number(e.target.value))}>
            ${newest.map((each) => html`
              <option key=${each} value=${each}>version ${each}${each === looked.serving ? ', serving' : ''}</option>`)}
          </select>
        </label>
      </div>
    </${Question}>`;
}

function Remove({ looked, name, hear, onClose }) {
  const said = useSaid();
  const order = useOrder(looked, { hear, onClose });
  const wrong = order.state.aliases[name] === undefined ? `No version is called ${name} any more.` : null;
  const submit = () =>
    order.give(
      (headers) => send('DELETE', query(path('rollouts', looked.model, 'aliases', name), said.body()), undefined, headers),
      `${name} is taken away.`,
    );
  return html`
    <${Question} title=${`Take ${name} away?`} label="Remove" danger order=${order} said=${said} wrong=${wrong}
        does=${aliasConsequences(order.state, name, null)} submit=${submit} onClose=${onClose} />`;
}
