// All models, and what serves of each.
import { html } from '../../core/html.js';
import { path } from '../../core/api.js';
import { ago, count } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { to } from '../../core/route.js';
import { Badge, Empty, Loaded, Share } from '../../ui/parts.js';
import { Split } from './split.js';

const FRESH = 5000;

/** The list. */
export function Models() {
  const models = useLoaded(path('models'), { every: FRESH });
  const rollouts = useLoaded(path('rollouts'), { every: FRESH });
  const states = new Map((rollouts.data?.rollouts ?? []).map((each) => [each.model, each]));
  return html`
    <div class="stack models">
      <h1>Models</h1>
      <${Loaded} of=${models}>${({ models: all }) => all.length === 0
        ? html`
          <${Empty} title="No model yet">
            A model appears with its first version. The standalone server publishes its starter model by itself;
            other weights are brought in with <code>weft import-weights</code>.
          </${Empty}>`
        : html`<ul class="models-list">${all.map((each) => html`<${Card} key=${each.name} model=${each} state=${states.get(each.name) ?? null} />`)}</ul>`}
      </${Loaded}>
    </div>`;
}

function Card({ model, state }) {
  const newest = model.versions[model.versions.length - 1];
  const serving = state?.serving ?? model.versions.find((each) => each.serving)?.version ?? null;
  const figures = state?.lastHour.versions.find((each) => each.version === serving);
  return html`
    <li class="card stack">
      <div class="spread">
        <h2 class="cut"><a href=${to('models', model.name)} title=${model.name}>${model.name}</a></h2>
        <span class="row">
          ${state?.pinned && html`<${Badge} kind="warn">pinned</${Badge}>`}
          ${state?.rollout && html`<${Badge} kind="accent">rollout ${state.rollout.phase}</${Badge}>`}
        </span>
      </div>
      ${state === null ? html`
        <p class="muted">${serving === null ? 'No version serves.' : `Version ${serving} serves.`}</p>` : html`
          <${Split} state=${state} />`}
      <dl class="models-facts">
        <div>
          <dt>Accuracy on live labels, last hour</dt>
          <dd><${Share} share=${figures?.accuracy} what="labeled images" /></dd>
        </div>
        <div><dt>Images, last hour</dt><dd class="number">${count(figures?.images ?? 0)}</dd></div>
        <div><dt>Versions</dt><dd class="number">${count(model.versions.length)}</dd></div>
        ${newest && html`
          <div><dt>Newest</dt><dd><a href=${to('models', model.name, newest.version)}>version ${newest.version}</a>, ${ago(newest.publishedAt)}</dd></div>`}
      </dl>
    </li>`;
}
