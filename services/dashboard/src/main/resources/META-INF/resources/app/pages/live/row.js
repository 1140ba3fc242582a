// A row of the list.
import { html } from '../../core/html.js';
import { ago, clock, duration, percent } from '../../core/format.js';
import { answerOf, isDisputed, latencyOf, nameOf, versionOf } from '../../core/images.js';
import { hasPicture, reasonOf } from '../../core/reasons.js';
import { to } from '../../core/route.js';
import { notSure } from '../../core/uncertain.js';
import { Badge, Bars, Thumb, Version } from '../../ui/parts.js';

export function Row({ image }) {
  const name = nameOf(image);
  return html`
    <article class="live-row" data-state=${image.state}>
      <a href=${to('images', image.id)} tabindex="-1" aria-hidden="true">
        ${hasPicture(image) ? html`<${Thumb} id=${image.id} size=${72} link=${false} />` : html`<span class="thumb gone">?</span>`}
      </a>
      <div class="live-name">
        <a class="cut" dir="auto" href=${to('images', image.id)} title=${name}>${name}</a>
        <time class="muted" datetime=${image.uploadedAt} title=${new Date(image.uploadedAt).toLocaleString()}>
          ${clock(image.uploadedAt)}
        </time>
        ${image.label !== null && html`
          <${Badge} kind="accent" title=${`Labeled ${image.label}`}><span class="cut">${image.label}</span></${Badge}>`}
      </div>
      <div class="live-what"><${What} image=${image} /></div>
      <div class="live-who"><${Who} image=${image} /></div>
      <div class="live-latency number" title="From the upload to the answer">${duration(latencyOf(image))}</div>
    </article>`;
}

function What({ image }) {
  const answer = answerOf(image);
  if (answer !== null) return html`<${Bars} labels=${answer.labels} expected=${image.label} />`;
  if (image.rejection) return html`<${Rejected} rejection=${image.rejection} />`;
  if (image.state === 'training') return html`<span class="muted">For training only</span>`;
  return html`<span class="live-waiting" title=${`Uploaded ${ago(image.uploadedAt)}`}>Waiting for an answer…</span>`;
}

function Rejected({ rejection }) {
  const { title, advice } = reasonOf(rejection.reason);
  return html`
    <p class="live-rejected" title=${rejection.detail}>
      <${Badge} kind="bad">Rejected</${Badge}> <strong>${title}.</strong> <span class="muted">${advice}</span>
    </p>`;
}

/** The version that answered, and other versions' labels. */
function Who({ image }) {
  const answer = answerOf(image);
  const others = image.predictions.filter((each) => each !== answer);
  const unsure = notSure(answer);
  return html`
    ${answer && html`<${Version} model=${answer.model.name} version=${answer.model.version} role=${answer.role} />`}
    ${unsure !== '' && html`<${Badge} kind="warn" title=${unsure}>not sure</${Badge}>`}
    ${others.map((each) => html`
      <span class="live-other" key=${versionOf(each.model) + each.role}
          data-differs=${answer !== null && isDisputed({ predictions: [answer, each] })}>
        <${Version} model=${each.model.name} version=${each.model.version} role=${each.role} />
        <span class="cut">${each.labels[0].label} ${percent(each.labels[0].probability, 0)}</span>
      </span>`)}
    ${(image.failures ?? []).map((each) => html`
      <span class="live-other" key=${'failed' + versionOf(each.model)} title=${each.detail}>
        <${Version} model=${each.model.name} version=${each.model.version} role=${each.role} />
        <${Badge} kind="bad">failed</${Badge}>
      </span>`)}`;
}
