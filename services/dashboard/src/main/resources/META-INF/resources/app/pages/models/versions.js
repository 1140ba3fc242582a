// A model's versions with their accuracies.
import { html } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { ago, clock, count, percent } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Badge, Share } from '../../ui/parts.js';
import { refusal } from './orders.js';

/** @param {object[]} versions newest first */
export function Versions({ model, versions, state, order }) {
  const now = useNow(30_000);
  return html`
    <div class="card models-versions">
      <table>
        <thead>
          <tr>
            <th scope="col">Version</th><th scope="col" class="number">Test accuracy</th><th scope="col" class="wide">Accuracy on live labels, last hour</th>
            <th scope="col" class="number wide">Images, last hour</th><th scope="col" class="wide">Published</th><th scope="col"><span class="hidden">Orders</span></th>
          </tr>
        </thead>
        <tbody>
          ${versions.map((each) => html`
            <tr key=${each.version}>
              <th scope="row"><span class="names"><a href=${to('models', model, each.version)}>version ${each.version}</a> <${Standing} version=${each} state=${state} /></span></th>
              <td class="number">${percent(each.origin.metrics.accuracy)}</td>
              <td class="wide"><${Share} share=${figuresOf(state, each)?.accuracy} what="labeled images" /></td>
              <td class="number wide">${count(figuresOf(state, each)?.images ?? 0)}</td>
              <td class="wide" title=${clock(each.publishedAt)}>${ago(each.publishedAt, now)}</td>
              <td class="orders">${state && html`
                <${Start} version=${each.version} state=${state} order=${order} />`}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}

/** The state's figures are newer than those of the list. */
function figuresOf(state, version) {
  return state ? state.lastHour.versions.find((each) => each.version === version.version) : version.figures;
}

/** The version's current role. */
export function Standing({ version, state }) {
  const serving = state ? state.serving === version.version : version.serving;
  const candidate = state ? state.rollout?.version === version.version : version.candidate;
  const aliases = state ? Object.entries(state.aliases).filter(([, each]) => each === version.version).map(([name]) => name) : version.aliases;
  return html`
    ${serving && html`<${Badge} kind="good">serving</${Badge}>`}
    ${candidate && html`<${Badge} kind="accent">candidate</${Badge}>`}
    ${serving && state?.pinned && html`<${Badge} kind="warn">pinned</${Badge}>`}
    ${aliases.map((name) => html`<${Badge} key=${name} title="its name">${name}</${Badge}>`)}`;
}

function Start({ version, state, order }) {
  const reason = lacks('operator') ?? refusal('start', state, version);
  if (version === state.serving || version === state.rollout?.version) return null;
  return html`
    <button title=${reason} aria-disabled=${reason !== null}
        onClick=${() => reason === null && order('start', version)}>
      Roll out…<span class="hidden"> version ${version}${reason !== null ? `, not now: ${reason}` : ''}</span>
    </button>`;
}
