// A training: its progress while it is running, and its report afterwards.
import { html, useEffect, useRef, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, send } from '../../core/api.js';
import { between, clock, count, duration, percent } from '../../core/format.js';
import { useLoaded, useStream } from '../../core/load.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Badge, Dialog, Figure, Loaded, Progress, Trouble } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';
import { toast } from '../../ui/toast.js';
import { Curves } from './curves.js';
import { heard, isEnd, kindOf, PHASES, shareOf, stepsOf, tookSeconds, triggerWords } from './progress.js';
import { flat } from './recipe.js';
import { Report } from './report.js';

const LOOK = 15_000;

/** The page of a training. */
export function Run({ id }) {
  // Epochs that ended before the stream started are loaded with the next poll.
  const [ended, end] = useState(false);
  const loaded = useLoaded(path('trainings', id), { every: ended ? 0 : LOOK });
  const training = loaded.data;
  const going = training !== null && !isEnd(training.state);
  useEffect(() => end(training !== null && !going), [training, going]);
  const newest = useRef(null);
  newest.current = training;
  const stream = useStream(going ? path('trainings', id, 'stream') : null, ['training-progressed'], (_, event) => {
    newest.current = heard(newest.current, event);
    loaded.set(newest.current);
  });
  return html`
    <div class="stack train">
      <a class="train-back" href=${to('train')}><${Icon} name="back" size="16" /> All trainings</a>
      ${training === null && html`<h1>Training</h1>`}
      <${Loaded} of=${loaded}>${() => html`
        <${Head} training=${training} stale=${going && stream === 'lost'} changed=${loaded.set} />
        ${!isEnd(training.state) && html`<${Going} training=${training} />`}
        ${isEnd(training.state) && html`<${Ended} training=${training} />`}`}
      </${Loaded}>
    </div>`;
}

function Head({ training, stale, changed }) {
  const [asks, ask] = useState(false);
  const { id, model, state, version, parent, dataset, recipe, requestedAt } = training;
  const now = useNow(isEnd(state) ? 0 : 1000);
  const settings = flat(recipe);
  return html`
    <header class="stack">
      <div class="spread">
        <h1 class="row">Training of ${model} <${Badge} kind=${kindOf(state)}>${state}</${Badge}>
          ${stale && html`<${Badge} kind="warn">connection lost, figures may be old</${Badge}>`}
        </h1>
        <div class="row">
          ${version !== null && html`<a class="button" href=${to('models', model, version)}>Version ${version}</a>`}
          ${!isEnd(state) && html`
            <button class="danger" title=${lacks('operator')} disabled=${training.cancelRequestedAt !== null || lacks('operator') !== null}
                onClick=${() => ask(true)}>
              ${training.cancelRequestedAt === null ? 'Cancel…' : 'Is being cancelled'}
            </button>`}
        </div>
      </div>
      <dl class="train-facts">
        <div><dt>Asked for</dt><dd>${clock(requestedAt)}, by ${triggerWords(training.trigger)}</dd></div>
        <div>
          <dt>${isEnd(state) ? 'Took' : 'For'}</dt>
          <dd class="number">${duration(tookSeconds(training, now))}</dd>
        </div>
        <div>
          <dt>Trained on from</dt>
          <dd>${parent === null ? (version === 1 ? 'its base' : 'the serving version') : html`
            <a href=${to('models', model, parent)}>version ${parent}</a>`}</dd>
        </div>
        ${dataset && html`<div><dt>Data set</dt><dd>${dataset}</dd></div>`}
        <div>
          <dt>Settings</dt>
          <dd>${settings.length === 0 ? 'all defaults' : settings.map(([name, value]) => html`
            <code>${name} ${value}</code> `)}</dd>
        </div>
        <div><dt>Id</dt><dd class="mono cut" title=${id}>${id}</dd></div>
      </dl>
      ${asks && html`<${Cancel} training=${training} onClose=${() => ask(false)} changed=${changed} />`}
    </header>`;
}

/** The confirmation, which explains what is lost and what is kept. */
function Cancel({ training, onClose, changed }) {
  const [problem, refuse] = useState(null);
  const [sending, sent] = useState(false);
  const cancel = () => {
    sent(true);
    send('DELETE', path('trainings', training.id))
      .then((now) => {
        changed({ ...now, epochs: now.epochs.length > 0 ? now.epochs : training.epochs });
        toast('The training is being cancelled.');
        onClose();
      })
      .catch((said) => {
        refuse(said);
        sent(false);
      });
  };
  return html`
    <${Dialog} title="Cancel this training?" onClose=${onClose}>
      <p>${training.state === 'queued'
        ? 'It has not begun. It will not begin.'
        : 'It ends as soon as its trainer hears of it. What the head and the base have learned is discarded.'}</p>
      <p>
        No version is published, and what serves goes on serving. Features of images are kept, so that the next
        training is quicker.
      </p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="actions">
        <button onClick=${onClose}>Let it go on</button>
        <button class="danger" disabled=${sending} onClick=${cancel}>Cancel the training</button>
      </div>
    </${Dialog}>`;
}

/** The training while it is running. */
function Going({ training }) {
  const { progress } = training;
  const now = useNow();
  const phase = PHASES.find((each) => each.key === progress?.phase)?.label ?? progress?.phase;
  const share = shareOf(progress);
  // The estimate is from the last event; the time since is subtracted.
  const since = between(progress?.at, new Date(now));
  const left = progress?.secondsLeft === undefined ? 0 : Math.round(progress.secondsLeft - since);
  return html`
    <section class="card stack" aria-label="Progress">
      <${Steps} training=${training} />
      ${training.state === 'queued'
        ? html`<p class="muted">Waits for a trainer. One training is done at a time.</p>`
        : html`
          <div class="stack train-now">
            <div class="spread">
              <strong>${phase ?? 'Begins'}${progress?.epochs ? `, epoch ${progress.epoch ?? 0} of at most ${progress.epochs}` : ''}</strong>
              <span class="muted number">
                ${share !== null && percent(share, 0)}${left > 0 && ` · at most ${duration(left)} left in this phase`}
              </span>
            </div>
            <${Progress} value=${share} label=${phase ?? 'Begins'} />
            <span class="muted number">${doneWords(progress)}</span>
          </div>`}
    </section>
    <${Latest} epochs=${training.epochs} />
    <${Curves} epochs=${training.epochs} />`;
}

function doneWords(progress) {
  const said = progress?.imagesTotal ? [`${count(progress.images ?? 0)} of ${count(progress.imagesTotal)} images`] : [];
  if (progress?.detail) said.push(progress.detail);
  return said.join(' · ') || '\u00a0';
}

/** The phases: completed, current and upcoming. */
function Steps({ training }) {
  const words = { 'done': 'done', 'current': 'now', 'todo': 'to come', 'left-out': 'left out', 'stopped': 'ended here' };
  return html`
    <ol class="train-steps" aria-label="Phases">
      ${stepsOf(training).map((step) => html`
        <li key=${step.key} data-state=${step.state} title=${step.says}
            aria-current=${step.state === 'current' ? 'step' : undefined}>
          <span class="dot" aria-hidden="true">${step.state === 'done' && html`
            <${Icon} name="check" size="14" />`}${step.state === 'stopped' && html`
              <${Icon} name="close" size="14" />`}</span>
          <span class="name">${step.label}</span>
          <span class="said">${words[step.state]}</span>
        </li>`)}
    </ol>`;
}

function Latest({ epochs }) {
  const last = epochs[epochs.length - 1];
  return html`
    <dl class="figures">
      <${Figure} name="Validation accuracy" value=${percent(last?.validationAccuracy)} hint=${last ? `${last.phase}, epoch ${last.epoch}` : 'after the first epoch'} />
      <${Figure} name="Validation loss" value=${last?.validationLoss?.toFixed(3) ?? '–'} hint="cross-entropy" />
      <${Figure} name="Training accuracy" value=${percent(last?.accuracy)} hint="on the training images" />
      <${Figure} name="Epochs" value=${count(epochs.length)} hint="done, in both phases" />
    </dl>`;
}

/** The training after its end: the reason, and its report. */
function Ended({ training }) {
  const { state, progress, links } = training;
  const report = useLoaded(links.report);
  const refused = state === 'failed' || state === 'cancelled';
  return html`
    ${(refused || links.report === null) && html`
      <section class="card stack" aria-label="How it ended">
        <p><strong>${words(state)}</strong> ${progress?.detail}</p>
        <${Steps} training=${training} />
      </section>`}
    ${links.report === null ? html`<${Curves} epochs=${training.epochs} />`
      : html`<${Loaded} of=${report}>${(data) => html`<${Report} report=${data} links=${links} />`}</${Loaded}>`}`;
}

function words(state) {
  return { failed: 'The training failed.', cancelled: 'The training was cancelled.' }[state] ?? 'It has no report.';
}
