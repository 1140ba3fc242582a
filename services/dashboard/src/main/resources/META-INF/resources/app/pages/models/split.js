// Shares of the versions as a bar.
import { html } from '../../core/html.js';
import { to } from '../../core/route.js';
import { split } from './state.js';

/**
 * The shares of the serving version and the candidate, and below them the share that the candidate
 * shadows.
 */
export function Split({ state }) {
  const shares = split(state);
  const candidate = shares.find((each) => each.candidate);
  if (shares.length === 0) return html`<p class="muted">No version serves.</p>`;
  return html`
    <div class="models-split">
      <div class="bar" role="img" aria-label=${shares.map((each) => `version ${each.version} answers ${each.weight} %`).join(', ')}>
        ${shares.filter((each) => each.weight > 0).map((each) => html`
          <span key=${each.version} data-candidate=${each.candidate} style=${{ flexGrow: each.weight }}></span>`)}
      </div>
      ${candidate && html`
        <div class="bar shadow" role="img" aria-label=${`version ${candidate.version} shadows ${candidate.shadow} %`}>
          <span style=${{ width: candidate.shadow + '%' }}></span>
        </div>`}
      <ul>
        ${shares.map((each) => html`
          <li key=${each.version} data-candidate=${each.candidate}>
            <a href=${to('models', state.model, each.version)}>version ${each.version}</a> answers <strong class="number">${each.weight} %</strong>
            ${each.candidate && html`<span> and shadows <strong class="number">${each.shadow} %</strong></span>`}
          </li>`)}
      </ul>
    </div>`;
}
