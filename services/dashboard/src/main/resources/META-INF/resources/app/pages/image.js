// An image: its file, each version's prediction, the explanation, and its label.
import { html, useEffect, useRef } from '../core/html.js';
import { lacks } from '../core/access.js';
import { path } from '../core/api.js';
import { answerOf, nameOf } from '../core/images.js';
import { useKeys } from '../core/keys.js';
import { classesOf } from '../core/labels.js';
import { useLoaded } from '../core/load.js';
import { hasPicture, reasonOf } from '../core/reasons.js';
import { replace, to } from '../core/route.js';
import { around } from '../core/trail.js';
import { classKeys } from '../ui/classes.js';
import { Icon } from '../ui/icon.js';
import { Badge, Empty, Trouble } from '../ui/parts.js';
import { Picture, useAhead } from '../ui/picture.js';
import { Answers } from './image/answers.js';
import { EvidenceControls, Overlay, useEvidence } from './image/evidence.js';
import { Erase } from './image/erase.js';
import { Facts } from './image/facts.js';
import { Labeling } from './image/labeling.js';
import { useImage } from './image/state.js';

const KINDS = { uploaded: 'plain', classified: 'good', rejected: 'bad', training: 'plain' };

export function ImagePage({ parts }) {
  const [id] = parts;
  return id === undefined
    ? html`<${Empty} title="No image chosen">Choose one in <a href=${to('live')}>Live</a>.</${Empty}>`
    : html`<${Loading} key=${id} id=${id} />`;
}

function Loading({ id }) {
  const held = useImage(id);
  const place = around(id);
  useNeighbours(place);
  return html`
    <div class="image stack">
      <${Way} place=${place} />
      ${held.image !== null && html`<${One} ...${held} gone=${() => leave(place)} />`}
      ${held.image === null && held.problem && html`<${Trouble} problem=${held.problem} retry=${held.reload} />`}
      ${held.image === null && !held.problem && html`<p class="muted loading" role="status">Loading…</p>`}
    </div>`;
}

/** Navigates to the next image of the list that the user came from, also by keyboard. */
function useNeighbours(place) {
  const move = (id) => id && replace(to('images', id));
  const next = () => move(place?.after);
  const previous = () => move(place?.before);
  useKeys({ j: next, ArrowRight: next, k: previous, ArrowLeft: previous });
  useAhead(place?.after ? [place.after] : []);
}

/** Leaves the page of an erased image: to the next one, or back to the list. */
function leave(place) {
  const next = place?.after ?? place?.before;
  replace(next ? to('images', next) : place?.address ?? to('live'));
}

function Way({ place }) {
  const link = (id, name, key, icon) => (id
    ? html`<a class="button" href=${to('images', id)} aria-label=${name} aria-keyshortcuts=${key} title=${`${name} (${key})`}
        onClick=${(event) => { event.preventDefault(); replace(to('images', id)); }}><${Icon} name=${icon} size="18" /></a>`
    : html`<button disabled aria-label=${name}><${Icon} name=${icon} size="18" /></button>`);
  return html`
    <nav class="spread" aria-label="Around this image">
      <a href=${place?.address ?? to('live')}>← ${place?.name ?? 'Live'}</a>
      ${place && html`
        <span class="row">
          <span class="muted number">${place.place} of ${place.of}</span>
          ${link(place.before, 'Previous image', 'k', 'back')}
          ${link(place.after, 'Next image', 'j', 'next')}
        </span>`}
    </nav>`;
}

function One({ image, problem, reload, label, unlabel, gone }) {
  const models = useLoaded(path('models'));
  const labels = useLoaded(path('labels'));
  const other = useRef(null);
  const answer = answerOf(image) ?? image.predictions[0] ?? null;
  const classes = classesOf(models.data?.models ?? [], answer?.model.name);
  const versions = versionsOf(models.data, answer);
  const evidence = useEvidence(image, answer);
  const isDrawn = hasPicture(image);
  useEffect(() => {
    document.title = `${nameOf(image)} · Weft`;
  }, [nameOf(image)]);
  const labelKeys = lacks('labeler') !== null ? {} : {
    ...classKeys(classes, label), Delete: unlabel, Backspace: unlabel, '/': () => other.current.focus(),
  };
  useKeys({
    ...labelKeys,
    h: () => answer && evidence.change({ on: !evidence.on }),
  });
  const known = [...new Set([...classes, ...(labels.data?.labels ?? []).map((each) => each.label)])];
  return html`
    <div class="image-title">
      <h1 class="cut" dir="auto" title=${nameOf(image)}>${nameOf(image)}</h1>
      <${Badge} kind=${KINDS[image.state]}>${image.state}</${Badge}>
    </div>
    ${problem && html`<${Trouble} problem=${problem} retry=${reload} />`}
    ${image.state === 'rejected' && html`<${Rejection} rejection=${image.rejection} />`}
    <div class="image-top">
      <section class="card stack" aria-label="Picture">
        ${isDrawn
          ? html`<${Picture} id=${image.id} alt=${`Image, ${says(image, answer)}`}><${Overlay} evidence=${evidence} /></${Picture}>`
          : html`<div class="picture image-none"><p class="muted">There is nothing to draw.</p></div>`}
        ${isDrawn && answer && versions.length > 0 && html`<${EvidenceControls} evidence=${evidence} versions=${versions} />`}
      </section>
      <div class="stack image-side">
        ${(isDrawn || image.label !== null) && html`
          <${Labeling} ...${{ image, answer, classes, known, label, unlabel }} input=${other} />`}
        <section class="card" aria-label="File"><${Facts} image=${image} /></section>
        <${Erase} image=${image} gone=${gone} />
      </div>
    </div>
    <${Answers} image=${image} />
    ${image.state === 'uploaded' && html`<p class="muted" role="status">Waiting for an answer…</p>`}
    ${image.state === 'training' && html`<p class="muted">Uploaded for training only: no model classifies it.</p>`}`;
}

/** Returns the versions of the model that answered, newest first. */
function versionsOf(models, answer) {
  const model = models?.models.find((each) => each.name === answer?.model.name);
  return (model?.versions ?? []).map((each) => ({ ...each, name: model.name })).reverse();
}

function says(image, answer) {
  if (image.label !== null) return `labeled ${image.label}`;
  return answer ? `predicted ${answer.labels[0].label}` : 'not answered';
}

function Rejection({ rejection }) {
  const { title, advice } = reasonOf(rejection.reason);
  return html`
    <div class="trouble" role="note">
      <strong>${title}</strong>
      <span>${advice}</span>
      <span class="muted image-small">${rejection.detail}</span>
    </div>`;
}
