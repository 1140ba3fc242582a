// Rules for uncertain answers: the current ones, the effect of other policies, and the form to set
// one.
import { html, useEffect, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, query, send } from '../../core/api.js';
import { count, percent } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { Dialog, Loaded, Trouble } from '../../ui/parts.js';
import { useOrder } from './give.js';
import { Changed } from './order.js';
import { GOALS, goalOf, policyFor, shares, thresholdWords, uncertaintyWords } from './thresholds.js';

const LOOK = 20_000;
const PAUSE = 200;

/** The rules of the serving version. */
export function UncertaintyCard({ state, hear }) {
  const [edited, edit] = useState(null);
  const loaded = useLoaded(path('models', state.model, 'uncertainty'), { every: LOOK });
  // Another version or policy has other thresholds.
  useEffect(() => loaded.reload(), [state.revision]);
  return html`
    <section class="card stack" aria-labelledby="models-uncertainty">
      <div class="spread">
        <h2 id="models-uncertainty">Uncertain answers</h2>
        <button title=${lacks('operator')} disabled=${lacks('operator') !== null || loaded.data === null}
            onClick=${() => edit(state)}>Change…</button>
      </div>
      <${Loaded} of=${loaded}>${(found) => html`
        <p>${uncertaintyWords(found.policy)} ${thresholdWords(found.thresholds)}</p>
        <${Effect} found=${found} />`}</${Loaded}>
      ${edited && html`<${Edit} looked=${edited} now=${loaded.data} hear=${hear} onClose=${() => edit(null)} />`}
    </section>`;
}

/** The effect of thresholds on labeled images. */
function Effect({ found }) {
  const { heldOut, lastDay, note } = found;
  return html`
    <table class="models-effect">
      <thead><tr>
        <th scope="col">Images</th>
        <th scope="col" class="number">Answered</th>
        <th scope="col" class="number">Right of those</th>
        <th scope="col" class="number">Uncertain</th>
        <th scope="col" class="number">Wrong of those</th>
      </tr></thead>
      <tbody>
        ${heldOut && html`<${Row} name=${`${count(heldOut.images)} held out`} of=${shares(heldOut)} />`}
        ${heldOut && heldOut.unknownImages > 0 && html`
          <tr>
            <th scope="row">${count(heldOut.unknownImages)} of no class</th>
            <td class="number">${percent(1 - heldOut.unknownUncertain / heldOut.unknownImages)}</td>
            <td class="number muted">none</td>
            <td class="number">${percent(heldOut.unknownUncertain / heldOut.unknownImages)}</td>
            <td class="number muted">all</td>
          </tr>`}
        ${lastDay.images > 0 && html`
          <${Row} name=${`${count(lastDay.images)} labeled of the last day`} of=${shares(lastDay)} />`}
      </tbody>
    </table>
    ${lastDay.images === 0 && html`<p class="muted">No image of the last day that version ${found.version} answered has a label.</p>`}
    ${lastDay.sample && html`<p class="muted">Of the last day, the newest images of each label.</p>`}
    ${!heldOut && html`<p class="muted">Version ${found.version} came without answers for images that it did not learn from.</p>`}
    ${note && html`<p class="models-note">${note[0].toUpperCase() + note.slice(1)}.</p>`}`;
}

function Row({ name, of }) {
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td class="number">${percent(of.answered)}</td>
      <td class="number">${percent(of.right)}</td>
      <td class="number">${percent(of.uncertain)}</td>
      <td class="number">${percent(of.wrong)}</td>
    </tr>`;
}

/** A target with a slider and a preview of its effect. */
function Edit({ looked, now, hear, onClose }) {
  const [goal, aim] = useState(() => goalOf(now.policy));
  const [values, slide] = useState(() => ({
    answered: now.policy.answered ?? 0.95,
    precision: now.policy.precision ?? 0.95,
    confidence: now.policy.minimumConfidence ?? now.thresholds?.minimumConfidence ?? 0.5,
  }));
  const [perClass, each] = useState(now.policy.perClass ?? false);
  const [reason, explain] = useState('');
  const { state, changed, problem, sending, give } = useOrder(looked, { hear, onClose });
  const policy = policyFor(goal, values, perClass, now.policy);
  const preview = usePreview(state.model, policy, now);
  const submit = (e) => {
    e.preventDefault();
    const by = localStorage.getItem('weft-by') || undefined;
    const address = query(path('rollouts', state.model), { reason: reason.trim(), by });
    const whole = { ...state.policy, uncertainty: policy };
    give((headers) => send('PUT', address, whole, headers), 'The thresholds hold from now on, for whichever version serves.');
  };
  const chosen = GOALS[goal];
  return html`
    <${Dialog} title=${`When answers of ${looked.model} are uncertain`} onClose=${onClose} wide>
      <form class="stack" onSubmit=${submit}>
        <p class="muted">It holds at once, without a new version. Predictions stay what they are, and say that they are uncertain.</p>
        ${changed && html`<${Changed} changed=${changed} />`}
        <div class="stack models-presets" role="group" aria-label="Goals">
          ${Object.entries(GOALS).map(([key, { title, words }]) => html`
            <button type="button" key=${key} aria-pressed=${goal === key} onClick=${() => aim(key)}>
              <strong>${title}</strong><span>${words}</span>
            </button>`)}
        </div>
        ${chosen.slider && html`
          <label class="models-slider">${chosen.slider.label}
            <span class="row">
              <input type="range" min=${chosen.slider.min} max=${chosen.slider.max} step="0.005" value=${values[goal]}
                  aria-valuetext=${percent(values[goal])}
                  onInput=${({ target }) => slide({ ...values, [goal]: Number(target.value) })} />
              <output class="number">${percent(values[goal])}</output>
            </span>
          </label>`}
        ${chosen.perClass && html`
          <label class="inline"><input type="checkbox" checked=${perClass} onChange=${({ target }) => each(target.checked)} />
            for the answers of each class by themselves</label>`}
        <div class="stack" aria-live="polite" aria-busy=${preview.waits}>
          ${preview.problem
            ? html`<${Trouble} problem=${preview.problem} />`
            : html`<p>${thresholdWords(preview.found.thresholds)}</p><${Effect} found=${preview.found} />`}
        </div>
        ${problem && html`<${Trouble} problem=${problem} />`}
        <label>Reason
          <input value=${reason} maxlength="500" autocomplete="off" placeholder="for those who read it later"
              onInput=${(e) => explain(e.target.value)} />
        </label>
        <div class="actions">
          <button type="button" onClick=${onClose}>Leave it as it is</button>
          <button type="submit" class="main" disabled=${sending}>${sending ? 'Asking…' : changed ? 'Set it anyway' : 'Set it'}</button>
        </div>
      </form>
    </${Dialog}>`;
}

/** Loads the effect of a policy once the slider rests. The last response is kept meanwhile. */
function usePreview(model, policy, now) {
  const asked = JSON.stringify(policy);
  const [held, hold] = useState({ asked: JSON.stringify(now.policy), found: now, problem: null });
  useEffect(() => {
    if (held.asked === asked) return undefined;
    let over = false;
    const timer = setTimeout(() => {
      send('POST', path('models', model, 'uncertainty', 'preview'), JSON.parse(asked))
        .then((found) => !over && hold({ asked, found, problem: null }))
        .catch((problem) => !over && hold({ asked, found: held.found, problem }));
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return { ...held, waits: held.asked !== asked };
}
