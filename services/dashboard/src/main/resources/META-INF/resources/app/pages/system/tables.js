// The system's components in tables.
import { html } from '../../core/html.js';
import { bytes, count, duration } from '../../core/format.js';
import { to } from '../../core/route.js';
import { Badge, Version } from '../../ui/parts.js';

const STATES = { ready: 'plain', loading: 'accent', failed: 'bad', refused: 'bad' };

const ROLES = { primary: 'good', canary: 'canary', shadow: 'shadow' };

/** Describes a version's role on a replica, or its load state. */
function words({ role, state }) {
  if (state !== 'ready' || role === null) return state;
  return role === 'primary' ? 'serving' : role;
}

/** Classifiers with their loaded versions. */
export function Replicas({ replicas }) {
  if (replicas.length === 0) return html`<p class="muted">No classifier has reported yet.</p>`;
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Classifiers">
      <table>
        <thead><tr>
          <th scope="col">Replica</th><th scope="col">State</th><th scope="col">Engine</th>
          <th scope="col">Holds</th><th scope="col" class="number">Memory</th><th scope="col" class="number">Heard from</th>
        </tr></thead>
        <tbody>
          ${replicas.map((each) => html`<${Replica} key=${each.model + each.replica} ...${each} />`)}
        </tbody>
      </table>
    </div>`;
}

function Replica({ replica, model, live, leaving, engine, versions, secondsAgo }) {
  const resident = versions.reduce((sum, each) => sum + (each.residentBytes ?? 0), 0);
  return html`
    <tr>
      <th scope="row"><span class="cut name" title=${replica}>${replica}</span></th>
      <td>${leaving
        ? html`<${Badge}>leaving</${Badge}>`
        : html`<${Badge} kind=${live ? 'good' : 'bad'}>${live ? 'live' : 'silent'}</${Badge}>`}</td>
      <td>${engine ?? '–'}</td>
      <td>
        <ul class="row">
          ${versions.map((each) => html`
            <li key=${each.version}>
              <${Version} model=${model} version=${each.version} />${' '}
              <${Badge} kind=${(each.state === 'ready' && ROLES[each.role]) || (STATES[each.state] ?? 'plain')}>${words(each)}</${Badge}>
              ${each.reason && html`<small class="reason muted" title=${each.reason}>${each.reason}</small>`}
            </li>`)}
        </ul>
      </td>
      <td class="number">${resident > 0 ? bytes(resident) : '–'}</td>
      <td class="number">${duration(Math.round(secondsAgo))} ago</td>
    </tr>`;
}

/** Rejection reasons, most frequent first. */
export function Rejections({ rejections }) {
  const sorted = [...rejections].sort((a, b) => (b.lastHour ?? 0) - (a.lastHour ?? 0) || b.sinceStart - a.sinceStart);
  if (sorted.length === 0) return html`<p class="muted">No image was rejected.</p>`;
  return html`
    <table>
      <thead><tr>
        <th scope="col">Reason</th><th scope="col" class="number">Last hour</th><th scope="col" class="number">Since start</th>
      </tr></thead>
      <tbody>
        ${sorted.map(({ reason, lastHour, sinceStart }) => html`
          <tr key=${reason}>
            <th scope="row">${String(reason).replaceAll('_', ' ')}</th>
            <td class="number">${count(lastHour)}</td>
            <td class="number">${count(sinceStart)}</td>
          </tr>`)}
      </tbody>
    </table>`;
}

/** Trainings in progress. */
export function Trainings({ trainings }) {
  if (trainings.length === 0) return html`<p class="muted">None runs. <a href=${to('train')}>Start one</a></p>`;
  return html`
    <ul class="stack">
      ${trainings.map(({ id, model, state, phase, epoch, epochs, requestedAt }) => html`
        <li key=${id} class="spread">
          <a class="cut" href=${to('train', id)} title=${id}>${model} · ${id}</a>
          <span class="row"><${Badge} kind="accent">${phase ?? state}${epochs ? `, epoch ${epoch ?? 0} of ${epochs}` : ''}</${Badge}>
            <span class="muted number">${duration((Date.now() - Date.parse(requestedAt)) / 1000)}</span></span>
        </li>`)}
    </ul>`;
}

const GROUND = { broker: 'Kafka', store: 'Object store' };

/** Broker and object store. */
export function Ground({ parts }) {
  return html`
    <ul class="ground">
      ${parts.map(({ name, reachable, problem }) => html`
        <li key=${name}>
          <span>${GROUND[name] ?? name}</span>
          <${Badge} kind=${reachable ? 'good' : 'bad'}>${reachable ? 'reachable' : 'not reachable'}</${Badge}>
          ${problem && html`<span class="muted why">${problem}</span>`}
        </li>`)}
    </ul>`;
}

const LINKS = [
  { href: '/q/health', name: 'Health', what: 'what is ready and alive' },
  { href: '/q/metrics', name: 'Metrics', what: 'for Prometheus' },
  { href: '/q/openapi', name: 'API description', what: 'OpenAPI' },
];

/** Links for other tools. */
export function Links() {
  return html`
    <ul class="links">
      ${LINKS.map(({ href, name, what }) => html`
        <li key=${href}><a href=${href} target="_blank" rel="noopener">${name}</a> <span class="muted">${what}</span></li>`)}
    </ul>`;
}
