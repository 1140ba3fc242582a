// Each version's prediction, side by side.
import { html } from '../../core/html.js';
import { clock } from '../../core/format.js';
import { answerOf, versionOf } from '../../core/images.js';
import { Badge, Bars, NotSure, Version } from '../../ui/parts.js';
import { Waterfall } from './waterfall.js';

/** Most labels shown for each; the first ones have nearly all of the probability. */
const MOST = 10;

export function Answers({ image }) {
  const given = answerOf(image);
  const failures = image.failures ?? [];
  if (image.predictions.length + failures.length === 0) return null;
  return html`
    <section class="stack" aria-label="Answers">
      <h2>Answers</h2>
      <div class="image-answers">
        ${image.predictions.map((each) => html`
          <article class="card stack" key=${versionOf(each.model) + each.role} aria-label=${versionOf(each.model)}>
            <div class="spread">
              <h3><${Version} model=${each.model.name} version=${each.model.version} role=${each.role} /></h3>
              ${verdict(each, given, image.label)}
            </div>
            <${Bars} labels=${each.labels} most=${MOST} expected=${image.label} />
            <${NotSure} answer=${each} />
            <${Waterfall} answer=${each} uploadedAt=${image.uploadedAt} />
            <p class="muted image-small">${each.engine} · ${clock(each.classifiedAt)}</p>
          </article>`)}
        ${failures.map((each) => html`
          <article class="card stack" key=${'failed' + versionOf(each.model)}>
            <div class="spread">
              <h3><${Version} model=${each.model.name} version=${each.model.version} role=${each.role} /></h3>
              <${Badge} kind="bad">failed</${Badge}>
            </div>
            <p>${each.detail}</p>
          </article>`)}
      </div>
    </section>`;
}

/**
 * Correct or wrong if the image has a label; otherwise whether it differs from the image's answer.
 */
function verdict(answer, given, label) {
  const says = answer.labels[0].label;
  if (label !== null) return says === label ? html`<${Badge} kind="good">right</${Badge}>` : html`<${Badge} kind="bad">wrong</${Badge}>`;
  if (answer === given) return html`<${Badge} kind="accent">the answer</${Badge}>`;
  return given && says !== given.labels[0].label && html`<${Badge} kind="warn">differs</${Badge}>`;
}
