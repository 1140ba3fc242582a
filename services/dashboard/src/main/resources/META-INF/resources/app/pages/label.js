// The images whose label is most valuable, one after the other, operated by keyboard.
import { html, useEffect, useRef, useState } from '../core/html.js';
import { lacks } from '../core/access.js';
import { path } from '../core/api.js';
import { count, percent } from '../core/format.js';
import { answerOf, nameOf } from '../core/images.js';
import { useKeys } from '../core/keys.js';
import { classesOf } from '../core/labels.js';
import { useLoaded } from '../core/load.js';
import { to } from '../core/route.js';
import { remember } from '../core/trail.js';
import { classKeys, ClassButtons, OtherLabel } from '../ui/classes.js';
import { Icon } from '../ui/icon.js';
import { Badge, Empty, Trouble } from '../ui/parts.js';
import { Picture, useAhead } from '../ui/picture.js';
import { KeysDialog } from './label/help.js';
import { LabelProgress } from './label/progress.js';
import { skippedIn } from './label/queue.js';
import { useSession } from './label/session.js';
import { whyOf } from './label/why.js';

const FRESH = 5000;
const AHEAD = 4;

export function LabelPage() {
  const session = useSession();
  const { queue } = session;
  const models = useLoaded(path('models'));
  const labels = useLoaded(path('labels'), { every: FRESH });
  const entry = queue.waiting[0] ?? null;
  const answer = entry && answerOf(entry.image);
  const classes = classesOf(models.data?.models ?? [], answer?.model.name ?? entry?.image.model ?? undefined);
  const known = [...new Set([...classes, ...(labels.data?.labels ?? []).map((each) => each.label)])];
  useAhead(queue.waiting.slice(1, 1 + AHEAD).map((each) => each.id));
  useEffect(() => () => remember('Label', to('label'), queue.waiting.map((each) => each.id)), [queue]);
  return html`
    <div class="label stack">
      <div class="spread">
        <h1>Label</h1>
        <span class="muted number" role="status">${standing(queue)}</span>
      </div>
      ${session.problem && html`<${Trouble} problem=${session.problem} retry=${session.retry} />`}
      <div class="label-columns">
        ${lacks('labeler') !== null
          ? html`<${Empty} title="Not by you">${lacks('labeler')}</${Empty}>`
          : entry
          ? html`<${Question} session=${session} entry=${entry} answer=${answer} classes=${classes} known=${known} />`
          : html`<${Nothing} session=${session} />`}
        <${LabelProgress} labels=${labels} classes=${classes} />
      </div>
    </div>`;
}

function standing({ waiting, labeled }) {
  return `${count(waiting.length)} in the queue · ${count(labeled)} labeled by you now`;
}

/** An image, with all possible answers. */
function Question({ session, entry, answer, classes, known }) {
  const other = useRef(null);
  const stage = useRef(null);
  const [help, show] = useState(false);
  const { doubt } = entry;
  const predicted = doubt ? { label: doubt.likelier, probability: doubt.probability } : answer?.labels[0] ?? null;
  /** After a click, the focus must leave the button so that shortcuts apply to the next image. */
  const then = (act) => (...given) => {
    act(...given);
    stage.current?.focus({ preventScroll: true });
  };
  const label = then(session.label);
  const skip = then(session.skip);
  const undo = then(session.undo);
  const accept = () => predicted && label(predicted.label);
  const keep = () => doubt && label(doubt.label);
  useKeys({
    ...classKeys(classes, label),
    Enter: accept, k: keep, s: skip, z: undo, 'Ctrl+z': undo, '/': () => other.current.focus(), '?': () => show(true),
  });
  const name = nameOf(entry.image);
  return html`
    <section ref=${stage} class="card label-stage" tabindex="-1" aria-label=${`Image ${name}${doubt ? `, labeled ${doubt.label}, probably ${doubt.likelier}` : predicted ? `, predicted ${predicted.label}` : ''}`}>
      <div class="label-picture">
        <div class="spread"><a class="cut" dir="auto" title=${name} href=${to('images', entry.id)}>${name}</a></div>
        <${Picture} id=${entry.id} alt="The image to label" />
        <ul class="label-why" aria-label="Why it is asked">
          ${whyOf(entry).map(({ name: reason, text }) => html`
            <li key=${reason}><${Badge} kind=${['disagreement', 'doubtful'].includes(reason) ? 'warn' : 'plain'}>${text}</${Badge}></li>`)}
        </ul>
      </div>
      <div class="label-choice">
        <button class="main label-accept" disabled=${!predicted} onClick=${accept} aria-keyshortcuts="Enter">
          <${Icon} name="check" size="18" />
          <span class="cut">${predicted ? predicted.label : 'not predicted'}</span>
          <span class="number">${predicted && percent(predicted.probability, 0)}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
        ${doubt && html`
          <button class="label-accept" onClick=${keep} aria-keyshortcuts="k">
            <${Icon} name="check" size="18" />
            <span class="cut">It is right: ${doubt.label}</span>
            <span class="number">${percent(doubt.labelProbability, 0)}</span>
            <kbd aria-hidden="true">k</kbd>
          </button>`}
        <${ClassButtons} classes=${classes} chosen=${null} predicted=${answer?.labels} say=${label} />
        <${OtherLabel} known=${known} input=${other} say=${label} />
        <div class="row">
          <button onClick=${skip} aria-keyshortcuts="s">Skip <kbd aria-hidden="true">s</kbd></button>
          <${Undo} queue=${session.queue} undo=${undo} />
          <button class="plain label-help" onClick=${() => show(true)} aria-keyshortcuts="?">Keys <kbd aria-hidden="true">?</kbd></button>
        </div>
        ${entry.trouble && html`
          <p class="label-trouble" role="alert"><strong>Asked again.</strong> What you said of it did not arrive: ${entry.trouble}</p>`}
      </div>
      ${help && html`<${KeysDialog} close=${() => show(false)} />`}
    </section>`;
}

function Undo({ queue, undo }) {
  const last = queue.past.at(-1);
  return html`
    <button disabled=${!last} onClick=${undo} aria-keyshortcuts="z Control+Z" title=${last ? `Undo: ${last.label ?? 'skipped'}` : 'Nothing to undo'}>
      <${Icon} name="undo" size="16" /><span class="cut">${last ? `Undo ${last.label ?? 'skip'}` : 'Undo'}</span> <kbd aria-hidden="true">z</kbd>
    </button>`;
}

/** Shown when there is no image to label: not loaded yet, or all are done. */
function Nothing({ session }) {
  const { queue, asked, undo, again } = session;
  useKeys({ z: undo, 'Ctrl+z': undo });
  if (!asked) return session.problem ? html`<div></div>` : html`<p class="muted loading" role="status">Loading…</p>`;
  const skipped = skippedIn(queue);
  return html`
    <${Empty} title="Caught up">
      Every image that is worth a label has one. New ones show up here by themselves.
      <span class="row label-after">
        ${skipped > 0 && html`<button class="main" onClick=${again}>Ask the ${count(skipped)} skipped again</button>`}
        ${queue.past.length > 0 && html`<${Undo} queue=${queue} undo=${undo} />`}
      </span>
    </${Empty}>`;
}
