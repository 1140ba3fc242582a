// All models with their serving versions.
import { html } from '../../core/html.js';
import { path } from '../../core/api.js';
import { ago, count } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { to } from '../../core/route.js';
import { Badge, Empty, Loaded, Share } from '../../ui/parts.js';
import { Split } from './split.js';

const FRESH = 5000;

/** The list of models. */
export function Models() {
  const models = useLoaded(path('models'), { every: FRESH });
  const rollouts = useLoaded(path('rollouts'), { every: FRESH });
  const states = new Map((rollouts.data?.rollouts ?? []).map((each) => [each.model, each]));
  return html`
    <div class="stack models">
      <div class="spread">
        <h1>Models</h1>
        <a class="button" href=${to('models') + '?create'}>New model</a>
      </div>
      <${Loaded} of=${models}>${({ models: all }) => all.length === 0
        ? html`
          <${Empty} title="No model yet">
            The standalone server publishes its starter model by itself. A new model is made of photographs in folders;
            other weights are brought in with <code>weft import-weights</code>.
          </${Empty}>`
        : html`<ul class="models-list">${all.map((each) => html`<${Card} key=${each.name} model=${each} state=${states.get(each.name) ?? null} />`)}</ul>`}
      </${Loaded}>
    </div>`;
}

function waiting({ versions, base }, serving) {
  if (serving !== null) return `Version ${serving} serves.`;
  return versions.length > 0
    ? 'No version serves.'
    : `Waits for its first training${base ? `, which starts from ${base}` : ''}.`;
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
        <p class="muted">${waiting(model, serving)}</p>` : html`
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
