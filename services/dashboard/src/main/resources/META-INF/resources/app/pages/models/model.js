// A model: its rollout, its versions, and possible orders.
import { html, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { ago, clock } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Badge, Loaded, Trouble } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';
import { AliasCard } from './aliases.js';
import { Analysis } from './analysis.js';
import { FiguresTable } from './figures.js';
import { useRollout, useVersions } from './load.js';
import { Order } from './order.js';
import { ORDERS, refusal } from './orders.js';
import { PolicyCard } from './policy.js';
import { History, Replicas } from './replicas.js';
import { Split } from './split.js';
import { Timeline } from './timeline.js';
import { UncertaintyCard } from './uncertainty.js';
import { causeWords } from './words.js';
import { Versions } from './versions.js';

/** The page of a model. */
export function Model({ model }) {
  const { state, problem, stale, hear } = useRollout(model);
  const versions = useVersions(model, state);
  const [asked, ask] = useState(null);
  const published = (versions.data ?? []).map((each) => each.version);
  const order = (action, version = null) => ask({ action, version, state });
  return html`
    <div class="stack models">
      <a class="models-back" href=${to('models')}><${Icon} name="back" size="16" /> All models</a>
      <div class="spread">
        <h1 class="row"><span class="cut" title=${model}>${model}</span>
          ${state?.pinned && html`<${Badge} kind="warn">pinned</${Badge}>`}
          ${stale && html`<${Badge} kind="warn">connection lost, figures may be old</${Badge}>`}
        </h1>
        ${state && html`<${Actions} state=${state} order=${order} />`}
      </div>
      ${state && html`<${Standing} state=${state} />`}
      ${!state && problem && versions.data !== null && html`<${Trouble} problem=${problem} />`}
      ${state?.rollout && html`<${Dropped} state=${state} />`}
      ${state?.rollout && html`<${Timeline} state=${state} />`}
      ${state?.rollout && html`<${Analysis} state=${state} />`}
      <section class="stack" aria-labelledby="models-versions">
        <h2 id="models-versions">Versions</h2>
        <${Loaded} of=${versions}>${(all) => html`
          <${Versions} model=${model} versions=${all} state=${state} order=${order} />`}</${Loaded}>
      </section>
      ${state && html`
        <${FiguresTable} state=${state} />
        <div class="models-two">
          <div class="stack">
            <${AliasCard} state=${state} versions=${published} hear=${hear} />
            <${Replicas} state=${state} />
          </div>
          <div class="stack">
            ${state.serving !== null && html`<${UncertaintyCard} state=${state} hear=${hear} />`}
            <${PolicyCard} state=${state} hear=${hear} />
          </div>
        </div>
        <${History} state=${state} />`}
      ${asked && html`<${Order} ...${asked} versions=${published} onClose=${() => ask(null)} hear=${hear} />`}
    </div>`;
}

/** Classes of the serving version that the candidate lacks. */
function Dropped({ state }) {
  const dropped = state.droppedClasses;
  return dropped.length > 0 && html`
    <section class="card row" aria-label="Dropped classes">
      <${Badge} kind="warn">Drops ${dropped.length === 1 ? 'a class' : 'classes'}</${Badge}>
      <span>Version ${state.rollout.version} no longer knows ${dropped.join(', ')}.</span>
    </section>`;
}

/** The orders that are useful now; those that the state does not allow show the reason. */
function Actions({ state, order }) {
  const shown = state.rollout !== null
    ? ['promote', state.rollout.phase === 'paused' ? 'resume' : 'pause', 'abort', 'rollback', state.pinned ? 'unpin' : 'pin']
    : ['start', 'rollback', state.pinned ? 'unpin' : 'pin'];
  // A waiting step can be ended early.
  if (state.rollout?.phase === 'progressing' && refusal('resume', state) === null) shown.splice(1, 0, 'resume');
  return html`
    <div class="row models-actions" role="group" aria-label="Orders">
      ${shown.map((action) => {
        const reason = lacks('operator') ?? refusal(action, state);
        return html`
          <button key=${placeOf(action, state)} class=${action === 'promote' ? 'main' : ORDERS[action].danger ? 'danger' : ''} title=${reason}
              aria-disabled=${reason !== null} onClick=${() => reason === null && order(action)}>
            ${action === 'resume' && state.rollout?.phase === 'progressing' ? 'Skip the wait' : ORDERS[action].label}…
            ${reason !== null && html`<span class="hidden">, not now: ${reason}</span>`}
          </button>`;
      })}
    </div>`;
}

/** Opposite orders share a button, so that it keeps the focus. */
function placeOf(action, { rollout }) {
  if (action === 'unpin') return 'pin';
  return action === 'resume' && rollout?.phase === 'paused' ? 'pause' : action;
}

/** The serving version, and the cause of the last change. */
function Standing({ state }) {
  const now = useNow(30_000);
  return html`
    <section class="card stack" aria-label="What serves">
      <${Split} state=${state} />
      <p class="muted">
        Last: ${causeWords(state.cause)}, <span title=${clock(state.changedAt)}>${ago(state.changedAt, now)}</span> · revision ${state.revision}
      </p>
    </section>`;
}
