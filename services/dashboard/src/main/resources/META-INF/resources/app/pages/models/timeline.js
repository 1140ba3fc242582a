// Progress of a rollout.
import { html } from '../../core/html.js';
import { ago, clock, duration } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Badge } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';
import { secondsLeft, stepsOf, successes } from './state.js';
import { stepWords } from './words.js';

const PHASES = {
  waiting: { kind: 'warn', says: 'Not every replica has it yet. Shares stay what they are.' },
  progressing: { kind: 'accent', says: 'Its steps go on by themselves.' },
  paused: { kind: 'warn', says: 'It holds where it is, until a person says what is next.' },
};

/** The steps, with what the current one waits for. */
export function Timeline({ state }) {
  const { rollout } = state;
  const now = useNow();
  const phase = PHASES[rollout.phase] ?? { kind: 'plain', says: '' };
  return html`
    <section class="card stack" aria-labelledby="models-rollout">
      <div class="spread">
        <h2 id="models-rollout" class="row">Rollout of <a href=${to('models', state.model, rollout.version)}>version ${rollout.version}</a>
          <${Badge} kind=${phase.kind} title=${phase.says}>${rollout.phase}</${Badge}>
        </h2>
        <span class="muted" title=${clock(rollout.startedAt)}>began ${ago(rollout.startedAt, now)}</span>
      </div>
      <p class="models-message" role="status">${rollout.message ?? phase.says}</p>
      <ol class="models-steps" aria-label="Steps">
        ${stepsOf(rollout).map(({ step, state: done }, i) => html`
          <li key=${i} data-state=${done} data-kind=${kindOf(step)}
              aria-current=${done === 'current' ? 'step' : undefined}>
            <span class="dot" aria-hidden="true">${done === 'done' && html`
              <${Icon} name="check" size="13" />`}${done === 'current' && rollout.phase === 'paused' && html`
                <${Icon} name="pause" size="13" />`}</span>
            <span class="name">${stepWords(step)}</span>
            <span class="said number">${done === 'current' ? waiting(rollout, now) : html`
              <span class="hidden">${done === 'done' ? 'done' : 'to come'}</span>`}</span>
          </li>`)}
      </ol>
    </section>`;
}

function kindOf(step) {
  if (step === null) return 'promote';
  return step.analysis ? 'judge' : step.pause ? 'wait' : 'share';
}

/** Describes what the current step waits for. */
function waiting(rollout, now) {
  if (rollout.phase === 'waiting') return 'waits for replicas';
  if (rollout.phase === 'paused') return 'paused';
  const left = secondsLeft(rollout, now);
  if (left !== null) return `${duration(Math.ceil(left))} left`;
  const row = successes(rollout);
  return row === null ? 'now' : `${row.have} of ${row.wanted} met`;
}
