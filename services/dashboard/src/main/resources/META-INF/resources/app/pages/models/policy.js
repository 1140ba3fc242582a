// The rollout policy: shown in words, edited as JSON.
import { html, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, query, send } from '../../core/api.js';
import { Dialog, Trouble } from '../../ui/parts.js';
import { useOrder } from './give.js';
import { Changed } from './order.js';
import { conditionWords, policyWords, STRATEGIES, stepWords } from './words.js';

/** The policy in words. */
export function PolicyCard({ state, hear }) {
  const [edited, edit] = useState(null);
  const { policy } = state;
  return html`
    <section class="card stack" aria-labelledby="models-policy">
      <div class="spread">
        <h2 id="models-policy">Policy</h2>
        <button title=${lacks('operator')} disabled=${lacks('operator') !== null} onClick=${() => edit(state)}>Edit…</button>
      </div>
      <ul class="models-policy">${policyWords(policy).map((each) => html`<li key=${each}>${each}</li>`)}</ul>
      ${policy.steps.length > 0 && html`
        <div>
          <h3>Steps</h3>
          <ol class="models-steplist">${[...policy.steps, null].map((each, i) => html`
            <li key=${i}>${stepWords(each)}</li>`)}</ol>
        </div>`}
      ${policy.analysis.conditions.length > 0 && html`
        <div>
          <h3>Conditions</h3>
          <ul class="models-policy">${policy.analysis.conditions.map((each) => html`
            <li key=${each.metric + each.successCondition + each.estimated}>${conditionWords(each)}, on ${each.minimumSamples} images or more</li>`)}</ul>
        </div>`}
      ${edited && html`<${Edit} looked=${edited} hear=${hear} onClose=${() => edit(null)} />`}
    </section>`;
}

/** Omitted members have their defaults; the server validates the policy. */
function Edit({ looked, hear, onClose }) {
  const [text, type] = useState(() => JSON.stringify(looked.policy, null, 2));
  const [reason, explain] = useState('');
  const [broken, mark] = useState(null);
  const { state, changed, problem, sending, give } = useOrder(looked, { hear, onClose });
  const preset = (strategy) => type(JSON.stringify({ ...strategyFree(text), strategy }, null, 2));
  const submit = (e) => {
    e.preventDefault();
    const policy = read(text);
    mark(policy instanceof Error ? policy : null);
    if (policy instanceof Error) return;
    const by = localStorage.getItem('weft-by') || undefined;
    const address = query(path('rollouts', state.model), { reason: reason.trim(), by });
    give((headers) => send('PUT', address, policy, headers), 'The policy is set. It holds for rollouts that begin from now on.');
  };
  return html`
    <${Dialog} title=${`How versions of ${looked.model} are rolled out`} onClose=${onClose} wide>
      <form class="stack" onSubmit=${submit}>
        <p class="muted">
          It holds for rollouts that begin from now on; one under way keeps what it began with. Thresholds for
          uncertain answers hold at once. What is left out has its default.
        </p>
        ${changed && html`<${Changed} changed=${changed} />`}
        <div class="stack models-presets" role="group" aria-label="Strategies">
          ${Object.entries(STRATEGIES).map(([strategy, words]) => html`
            <button type="button" key=${strategy}
                aria-pressed=${strategyOf(text) === strategy} onClick=${() => preset(strategy)}>
              <strong>${strategy}</strong><span>${words}</span>
            </button>`)}
        </div>
        ${(broken ?? problem) && html`<${Trouble} problem=${broken ?? problem} />`}
        <label>Policy as JSON
          <textarea class="mono" rows="14" spellcheck="false" value=${text} aria-invalid=${(broken ?? problem) !== null}
              onInput=${(e) => type(e.target.value)}></textarea>
        </label>
        <label>Reason
          <input value=${reason} maxlength="500" autocomplete="off" placeholder="for those who read it later"
              onInput=${(e) => explain(e.target.value)} />
        </label>
        <div class="actions">
          <button type="button" onClick=${onClose}>Leave it as it is</button>
          <button type="submit" class="main" disabled=${sending}>${sending ? 'Asking…' : changed ? 'Set it anyway' : 'Set the policy'}</button>
        </div>
      </form>
    </${Dialog}>`;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch (e) {
    return Object.assign(new Error(e.message), { title: 'This is not JSON' });
  }
}

/**
 * Returns the policy without members of its strategy, so that another strategy starts with its own
 * steps.
 */
function strategyFree(text) {
  const policy = read(text);
  if (policy instanceof Error || policy === null || typeof policy !== 'object') return {};
  const { steps, strategy, ...rest } = policy;
  return rest;
}

function strategyOf(text) {
  const policy = read(text);
  return policy instanceof Error ? null : policy?.strategy ?? 'shadow-canary';
}
