// The steps of an answer as a waterfall chart.
import { html } from '../../core/html.js';
import { duration } from '../../core/format.js';
import { stepsOf } from './timings.js';

export function Waterfall({ answer, uploadedAt }) {
  const { total, steps } = stepsOf(answer, uploadedAt);
  const share = (seconds) => (total > 0 ? (100 * seconds) / total : 0) + '%';
  return html`
    <dl class="image-steps" aria-label="Time from upload to answer">
      ${steps.map(({ name, hint, from, seconds }) => html`
        <div key=${name} title=${`${name}: ${hint}`}>
          <dt>${name}</dt>
          <dd>
            <span class="track" aria-hidden="true"><span style=${{ left: share(from), width: share(seconds) }}></span></span>
            <span class="number">${duration(seconds)}</span>
          </dd>
        </div>`)}
      <div class="total"><dt>Total</dt><dd><span></span><span class="number">${duration(total)}</span></dd></div>
    </dl>`;
}
