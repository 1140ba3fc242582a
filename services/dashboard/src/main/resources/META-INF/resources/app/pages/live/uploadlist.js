// The uploads, each with its state.
import { html, useEffect, useState } from '../../core/html.js';
import { bytes, count, percent } from '../../core/format.js';
import { predictedOf } from '../../core/images.js';
import { reasonOf } from '../../core/reasons.js';
import { to } from '../../core/route.js';
import { Progress } from '../../ui/parts.js';
import { byUrgency, isOver, stageOf } from './uploads.js';

/** Most rows; the figures above count all uploads. */
const MOST = 100;

export function UploadList({ uploads }) {
  const { items } = uploads;
  const stages = items.map(stageOf);
  const over = items.filter(isOver).length;
  const failed = stages.filter((each) => each === 'failed').length;
  return html`
    <div class="spread">
      <span role="status">${summary(stages, over)}</span>
      <span class="row">
        ${failed > 1 && html`<button onClick=${() => uploads.retry()}>Try ${count(failed)} again</button>`}
        <button disabled=${over === 0} onClick=${() => uploads.clear()}>Clear finished</button>
      </span>
    </div>
    <${Progress} value=${over / items.length} label="Uploads answered" />
    <ul class="live-uploads" aria-label="Uploads" tabindex="0">
      ${byUrgency(items).slice(0, MOST).map((item) => html`<${Upload} key=${item.id} item=${item} retry=${() => uploads.retry(item.id)} />`)}
    </ul>
    ${items.length > MOST && html`<p class="muted">and ${count(items.length - MOST)} more</p>`}`;
}

function summary(stages, over) {
  const said = [`${count(over)} of ${count(stages.length)} done`];
  for (const stage of ['rejected', 'failed']) {
    const number = stages.filter((each) => each === stage).length;
    if (number > 0) said.push(`${count(number)} ${stage}`);
  }
  return said.join(', ');
}

function Upload({ item, retry }) {
  const stage = stageOf(item);
  return html`
    <li data-stage=${stage}>
      <${Small} file=${item.file} />
      <span class="live-file">
        ${item.image ? html`<a class="cut" dir="auto" title=${item.file.name} href=${to('images', item.id)}>${item.file.name}</a>`
          : html`<span class="cut" dir="auto" title=${item.file.name}>${item.file.name}</span>`}
        <span class="muted">${bytes(item.file.size)}</span>
      </span>
      <span class="live-stage"><${Stage} item=${item} stage=${stage} /></span>
      ${stage === 'failed' && html`<button onClick=${retry} aria-label=${`Try ${item.file.name} again`}>Try again</button>`}
    </li>`;
}

function Stage({ item, stage }) {
  if (stage === 'failed') return html`<strong class="bad">Not uploaded.</strong> <span class="muted">${item.problem.message}</span>`;
  if (stage === 'rejected') {
    const { title, advice } = reasonOf(item.image.rejection.reason);
    return html`<strong class="bad">${title}.</strong> <span class="muted" title=${item.image.rejection.detail}>${advice}</span>`;
  }
  if (stage === 'classified') {
    const predicted = predictedOf(item.image);
    return html`<strong class="cut">${predicted.label}</strong> <span class="muted">${percent(predicted.probability, 0)}</span>`;
  }
  return html`<span class="muted">${WORDS[stage]}</span>`;
}

const WORDS = {
  waiting: 'Waiting for its turn',
  sending: 'Uploading…',
  pausing: 'The server is busy; trying again in a moment',
  uploaded: 'Uploaded, waiting for an answer…',
};

/** A preview of the local file, before it is uploaded. */
function Small({ file }) {
  const [address, set] = useState(null);
  const [shows, lose] = useState(true);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    set(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address !== null && shows
    ? html`<img class="thumb" loading="lazy" decoding="async" width="36" height="36" alt="" src=${address} onError=${() => lose(false)} />`
    : html`<span class="thumb gone" aria-hidden="true">?</span>`;
}
