// A version's training data, environment and settings.
import { html } from '../../core/html.js';
import { count, duration, percent } from '../../core/format.js';
import { to } from '../../core/route.js';
import { Badge } from '../../ui/parts.js';
import { reasonWords } from './judged.js';
import { PHASES } from './progress.js';
import { flat } from './recipe.js';

/** The classes and splits, and what was left out. */
export function Dataset({ dataset, folds }) {
  const { classes, dropped, leftOut } = dataset;
  const most = Math.max(1, ...classes.map((each) => each.train + each.validation + each.test));
  return html`
    <section class="card stack" aria-labelledby="train-dataset">
      <h2 id="train-dataset">Data set</h2>
      <p class="muted">
        ${folds > 0
          ? `${count(dataset.train + dataset.validation + dataset.test)} images in ${count(classes.length)} classes: all of them judge in turns, and all are learned in the end.`
          : `${count(dataset.train)} images to train on, ${count(dataset.validation)} to decide when to stop, ${count(dataset.test)} to judge, in ${count(classes.length)} classes.`}
      </p>
      <div class="scroll">
        <table class="train-dataset">
          <thead>
            <tr>
              <th scope="col">Class</th>
              ${folds > 0 ? html`<th scope="col" class="number">Images</th>` : html`
                <th scope="col" class="number">Train</th>
                <th scope="col" class="number">Valid.</th>
                <th scope="col" class="number">Test</th>`}
              <th scope="col" class="number">Weight</th>
            </tr>
          </thead>
          <tbody>
            ${classes.map((each) => html`
              <tr key=${each.name} style=${{ '--share': (100 * (each.train + each.validation + each.test)) / most + '%' }}>
                <th scope="row"><span class="class-name"><span class="cut" title=${each.name}>${each.name}</span>${each.new && html`
                  <${Badge} kind="accent">new</${Badge}>`}</span></th>
                ${folds > 0 ? html`<td class="number">${count(each.train + each.validation + each.test)}</td>` : html`
                  <td class="number">${count(each.train)}</td>
                  <td class="number">${count(each.validation)}</td>
                  <td class="number">${count(each.test)}</td>`}
                <td class="number">${each.weight.toFixed(2)}</td>
              </tr>`)}
          </tbody>
        </table>
      </div>
      ${dropped.length > 0 && html`
        <p><${Badge} kind="warn">dropped</${Badge}> The serving version knows ${dropped.join(', ')}; the data set has no such class.</p>`}
      <${LeftOut} leftOut=${leftOut} />
    </section>`;
}

function LeftOut({ leftOut }) {
  if (leftOut.images === 0) return html`<p class="muted">Every labeled image could be used.</p>`;
  const reasons = Object.entries(leftOut.byReason).map(([reason, images]) => `${count(images)} ${reasonWords(reason)}`);
  return html`
    <details class="train-leftout">
      <summary>${count(leftOut.images)} labeled images were left out: ${reasons.join('; ')}</summary>
      <ul>
        ${leftOut.listed.map((each) => html`
          <li key=${each.imageId}>
            <a class="mono cut" href=${to('images', each.imageId)} title=${each.imageId}>${each.imageId}</a>
            <span class="cut" title=${each.label}>${each.label}</span>
            <span class="muted">${each.detail}</span>
          </li>`)}
      </ul>
      ${leftOut.images > leftOut.listed.length && html`
        <p class="muted">and ${count(leftOut.images - leftOut.listed.length)} more, which the manifest names</p>`}
    </details>`;
}

/** The version's lineage, and the duration of each step. */
export function Origin({ report, links }) {
  const { lineage, dataset, recipe, model } = report;
  return html`
    <section class="card stack" aria-labelledby="train-origin">
      <h2 id="train-origin">Origin</h2>
      <${Times} seconds=${report.seconds} />
      <dl class="train-origin">
        <div>
          <dt>Parent</dt>
          <dd>${lineage.parent === null ? 'none' : html`
            <a href=${to('models', model, lineage.parent)}>${model}:${lineage.parent}</a>`}</dd>
        </div>
        ${lineage.from && html`<div><dt>Started from</dt><dd>${lineage.from}</dd></div>`}
        ${lineage.tried?.length > 0 && html`
          <div>
            <dt>Bases tried, on held-out images</dt>
            <dd>${lineage.tried.map(({ base, accuracy }) => `${base}: ${percent(accuracy)} right`).join(', ')}</dd>
          </div>`}
        <div><dt>Base network</dt><dd class="mono">${lineage.base ?? '–'}</dd></div>
        <div><dt>Fine-tuned from</dt><dd>${report.fineTunedFrom}</dd></div>
        <div><dt>Images through the base</dt><dd class="number">${count(report.imagesThroughBase)}</dd></div>
        ${lineage.dataset && html`<div><dt>Named data set</dt><dd>${lineage.dataset}</dd></div>`}
        <div><dt>Manifest of its data set</dt><dd class="mono">${dataset.manifest}</dd></div>
        <div><dt>Code</dt><dd>Weft ${lineage.code}</dd></div>
        <div><dt>Hardware</dt><dd>${lineage.hardware}</dd></div>
        <div>
          <dt>Recipe</dt>
          <dd class="settings">${flat(recipe).map(([name, value]) => html`
            <code key=${name}>${name} ${value}</code>`)}</dd>
        </div>
      </dl>
      <p class="row">
        <a href=${links.report} target="_blank" rel="noopener">Report as JSON</a>
        ${report.pictures.filter((each) => each.endsWith('.png') || each.endsWith('.svg')).map((picture) => html`
          <a key=${picture} href=${links.report + '/' + encodeURIComponent(picture)} target="_blank" rel="noopener">${picture}</a>`)}
      </p>
      ${report.picturesMissing && html`<p class="muted">${report.picturesMissing}</p>`}
    </section>`;
}

/** A bar with a part for each step. */
function Times({ seconds }) {
  const steps = Object.entries(seconds);
  const all = steps.reduce((sum, [, each]) => sum + each, 0);
  if (all === 0) return null;
  const label = (key) => PHASES.find((each) => each.key === key)?.label ?? key;
  return html`
    <div class="train-times">
      <strong>${duration(all)}</strong>
      <div class="bar" aria-hidden="true">
        ${steps.map(([key, each], i) => html`
          <span key=${key} data-tone=${i % 4} title=${`${label(key)}: ${duration(each)}`} style=${{ flexGrow: each / all }}></span>`)}
      </div>
      <ul>
        ${steps.map(([key, each], i) => html`
          <li key=${key} data-tone=${i % 4}><span>${label(key)}</span><span class="number">${duration(each)}</span></li>`)}
      </ul>
    </div>`;
}
