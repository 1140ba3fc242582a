// Figures of versions on live images.
import { html, useState } from '../../core/html.js';
import { ago, count, duration, percent } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Estimate, Share } from '../../ui/parts.js';
import { shareOf } from './measure.js';

const times = ({ p50, p95, p99 }) => html`
  <span class="models-times">${[p50, p95, p99].map((each) => html`<span>${duration(each)}</span>`)}</span>`;
const part = (some, rest) => {
  const share = shareOf(some, some + rest);
  return share === null ? '–' : `${percent(share.value, 2)} (${count(some)})`;
};

/** A row per figure. */
export const ROWS = [
  { label: 'Images', value: (each) => count(each.images) },
  { label: 'As', value: (each) => Object.entries(each.roles).map(([role, images]) => `${role} ${count(images)}`).join(', ') || '–' },
  { label: 'Inference p50, p95, p99', value: (each) => times(each.inferSeconds) },
  { label: 'Upload to answer p50, p95, p99', value: (each) => times(each.endToEndSeconds) },
  { label: 'Engine failures', value: (each) => part(each.failures, each.images) },
  { label: 'Rejected', value: (each) => part(each.rejections, each.images) },
  { label: 'Agreement with the other', value: (each) => html`
    <${Share} share=${each.agreement} what="shared images" />` },
  { label: 'Accuracy on live labels', value: (each) => html`
    <${Share} share=${each.accuracy} what="labeled images" />` },
  { label: 'Accuracy on all images, estimated', value: (each) => html`
    <${Estimate} estimate=${each.estimatedAccuracy} />` },
  { label: 'Mean confidence', value: (each) => percent(each.confidence) },
];

/** Versions side by side, for the last hour or since weight or shadow last changed. */
export function FiguresTable({ state }) {
  const [hour, choose] = useState(false);
  const now = useNow(30_000);
  const exposed = state.figures !== null && !hour;
  const figures = exposed ? state.figures : state.lastHour;
  return html`
    <section class="card stack" aria-labelledby="models-figures">
      <div class="spread">
        <h2 id="models-figures">Live figures</h2>
        ${state.figures !== null ? html`
          <div class="row" role="group" aria-label="Of when">
            <button aria-pressed=${exposed} onClick=${() => choose(false)}>Since ${ago(state.figures.since, now)}</button>
            <button aria-pressed=${!exposed} onClick=${() => choose(true)}>Last hour</button>
          </div>` : html`<span class="muted">last hour</span>`}
      </div>
      ${exposed && html`<p class="muted">Since the shares are what they are.</p>`}
      ${!figures.complete && html`
        <p class="muted" role="status">The gateway has just started and still reads measurements.</p>`}
      ${figures.versions.length === 0
        ? html`<p class="muted">No version has classified an image in this time.</p>`
        : html`
          <div class="scroll">
            <table class="models-figures">
              <thead>
                <tr><th scope="col">Figure</th>${figures.versions.map((each) => html`
                  <th key=${each.version} scope="col"><a href=${to('models', state.model, each.version)}>version ${each.version}</a></th>`)}</tr>
              </thead>
              <tbody>
                ${ROWS.map((row) => html`
                  <tr key=${row.label}><th scope="row">${row.label}</th>${figures.versions.map((each) => html`
                    <td key=${each.version} class="figure-value">${row.value(each)}</td>`)}</tr>`)}
              </tbody>
            </table>
          </div>`}
    </section>`;
}
