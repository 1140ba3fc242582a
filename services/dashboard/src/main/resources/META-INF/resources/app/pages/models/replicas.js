// The classifier replicas, and past rollouts.
import { html } from '../../core/html.js';
import { between, bytes, clock, duration } from '../../core/format.js';
import { to } from '../../core/route.js';
import { Badge } from '../../ui/parts.js';
import { OUTCOMES } from './words.js';

const STATES = { ready: 'good', loading: 'accent', failed: 'warn', refused: 'bad' };

/** The versions that each replica has loaded or tries to load. */
export function Replicas({ state }) {
  const { replicas } = state;
  return html`
    <section class="card stack" aria-labelledby="models-replicas">
      <h2 id="models-replicas">Replicas</h2>
      ${replicas.length === 0 && html`
        <p class="muted">No classifier has said anything yet. Images wait until one runs.</p>`}
      <ul class="models-replicas">
        ${replicas.map((each) => html`
          <li key=${each.replica}>
            <div class="spread">
              <strong class="cut" title=${each.replica}>${each.replica}</strong>
              <${Badge} kind=${each.live ? 'good' : 'plain'}>${each.live ? 'live' : each.leaving ? 'has left' : `silent for ${duration(each.secondsAgo)}`}</${Badge}>
            </div>
            <p class="muted">${doing(each, state)}</p>
            <ul>
              ${each.versions.map((one) => html`
                <li key=${one.version}>
                  <span>version ${one.version}</span> <${Badge} kind=${STATES[one.state] ?? 'plain'}>${one.state}</${Badge}>
                  ${one.residentBytes != null && html`<span class="muted number">${bytes(one.residentBytes)}</span>`}
                  ${one.reason && html`<span class="reason">${one.reason}</span>`}
                </li>`)}
            </ul>
          </li>`)}
      </ul>
    </section>`;
}

function doing(replica, state) {
  const said = [replica.serving ? `answers with version ${replica.serving}` : 'answers with none yet'];
  if (replica.engine) said.push(replica.engine);
  if (replica.revision !== state.revision) said.push(`acts on revision ${replica.revision}`);
  return said.join(', ');
}

/** Ended rollouts, newest first. */
export function History({ state }) {
  return html`
    <section class="card stack" aria-labelledby="models-history">
      <h2 id="models-history">Rollouts that have ended</h2>
      ${state.history.length === 0 && html`
        <p class="muted">None yet. One begins when a version is published or started.</p>`}
      <ol class="models-history">
        ${state.history.map((each) => html`
          <li key=${each.id}>
            <${Badge} kind=${OUTCOMES[each.outcome] ?? 'plain'}>${each.outcome}</${Badge}>
            <span class="what"><a href=${to('models', state.model, each.version)}>version ${each.version}</a>${each.from && html`
              <span class="muted"> over version ${each.from}</span>`}</span>
            <span class="reason">${each.reason ?? ''}</span>
            <span class="muted number" title=${`from ${clock(each.startedAt)}`}>${clock(each.endedAt)}, took ${duration(Math.round(between(each.startedAt, each.endedAt)))}</span>
          </li>`)}
      </ol>
    </section>`;
}
