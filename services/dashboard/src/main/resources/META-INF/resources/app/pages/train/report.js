// A training's report: the gate's verdict, and the version's answers for held-out images.
import { html, useMemo, useState } from '../../core/html.js';
import { path } from '../../core/api.js';
import { percent } from '../../core/format.js';
import { Badge, Thumb } from '../../ui/parts.js';
import { Evaluation } from '../evaluation/evaluation.js';
import { Classes } from './classes.js';
import { Confusion } from './confusion.js';
import { Curves } from './curves.js';
import { Dataset, Origin } from './origin.js';
import { calibrationOf, comparison, nameOf, quantizedOf, smallerInputOf, verdictOf } from './judged.js';
import { Mistakes } from './mistakes.js';
import { epochsOf } from './progress.js';

/**
 * @param {object} report the trainer's report
 * @param {{report: string}} links of the training
 */
export function Report({ report, links }) {
  const epochs = useMemo(() => epochsOf(report.curves), [report]);
  const before = report.evaluations[0];
  const after = report.evaluations[report.evaluations.length - 1];
  return html`
    <${Verdict} report=${report} />
    <${Comparison} report=${report} />
    <${Evaluation} address=${path('trainings', report.trainingId, 'evaluation')} model=${report.model} version=${report.version ?? null}
        without=${html`<${Matrices} evaluations=${report.evaluations} />`} />
    <${Curves} epochs=${epochs} />
    <${Classes} after=${after} before=${before === after ? null : before} known=${report.dataset.classes} />
    <${Worst} judged=${after} />
    <${Doubtful} labels=${report.doubtfulLabels ?? []} />
    <${Alike} groups=${report.lookAlikes ?? []} />
    <div class="train-two">
      <${Dataset} dataset=${report.dataset} folds=${report.folds} />
      <${Origin} report=${report} links=${links} />
    </div>`;
}

function Verdict({ report }) {
  const { passed, reason } = report.verdict;
  return html`
    <section class="card train-verdict" data-passed=${passed} aria-label="Verdict">
      <strong>${verdictOf(report)}</strong>
      <p class="muted">The gate: ${reason}</p>
      ${report.calibration && html`
        <p class="muted">${calibrationOf(report.calibration)}</p>`}
      ${report.quantized && html`
        <p class="muted">${quantizedOf(report.quantized)}</p>`}
      ${(report.smallerInputs ?? []).map((each) => html`
        <p key=${each.inputSize} class="muted">${smallerInputOf(each, report.model)}</p>`)}
    </section>`;
}

/** All evaluated versions, side by side. */
function Comparison({ report }) {
  const { evaluations, folds } = report;
  const { images } = evaluations[0].evaluation;
  const rows = useMemo(() => comparison(evaluations), [evaluations]);
  return html`
    <section class="card stack" aria-labelledby="train-comparison">
      <h2 id="train-comparison">Metrics on the same ${images} ${folds > 0 ? 'held-out images' : 'test images'}</h2>
      ${folds > 0 && html`
        <p class="muted">By ${folds}-fold cross-validation: each image was classified by a model that it was held out of.</p>`}
      <div class="scroll">
        <table class="train-comparison">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              ${evaluations.map((each) => html`<th scope="col" class="number">${nameOf(each)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ figure, values, best }) => html`
              <tr key=${figure.key}>
                <th scope="row" title=${figure.says}>${figure.label}</th>
                ${values.map((value, i) => html`
                  <td class="number" data-best=${i === best}>
                    ${figure.share ? percent(value) : value?.toFixed(3) ?? '–'}${i === best && html`
                      <span class="hidden"> best</span>`}
                  </td>`)}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
}

/** Matrices of the serving and the new version, for trainings whose answers were not recorded. */
function Matrices({ evaluations }) {
  const [left, chooseLeft] = useState(0);
  const [right, chooseRight] = useState(evaluations.length - 1);
  const choice = (label, value, choose) => html`
    <label class="inline">${label}
      <select value=${value} onChange=${(e) => choose(Number(e.target.value))}>
        ${evaluations.map((each, i) => html`<option value=${i}>${nameOf(each)}</option>`)}
      </select>
    </label>`;
  return html`
    <section class="card stack" aria-labelledby="train-confusion">
      <div class="spread">
        <h2 id="train-confusion">Confusion matrix</h2>
        ${evaluations.length > 2 && html`
          <div class="row">${choice('Left', left, chooseLeft)}${choice('Right', right, chooseRight)}</div>`}
      </div>
      <p class="muted">
        Rows are true classes, columns predicted classes; the colour is the share of the row. Arrow keys
        move from cell to cell.
      </p>
      <div class="train-matrices">
        ${[left, right].slice(evaluations.length > 1 ? 0 : 1).map((i) => html`
          <${Confusion} key=${i} judged=${evaluations[i]} />`)}
      </div>
    </section>`;
}

/** The wrong predictions with the highest confidence. */
function Worst({ judged }) {
  const [all, show] = useState(false);
  const { worst } = judged.evaluation;
  const shown = all ? worst : worst.slice(0, 12);
  return html`
    <section class="card stack" aria-labelledby="train-worst">
      <h2 id="train-worst">Most confident errors <${Badge}>${nameOf(judged)}</${Badge}></h2>
      ${worst.length === 0 ? html`
        <p class="muted">There are no errors on the held-out images.</p>` : html`<${Mistakes} mistakes=${shown} />`}
      ${worst.length > shown.length && html`
        <div><button onClick=${() => show(true)}>Show all ${worst.length}</button></div>`}
    </section>`;
}

/**
 * Labels that are probably wrong: each picture links to the page where its label can be changed.
 */
function Doubtful({ labels }) {
  const [all, show] = useState(false);
  if (labels.length === 0) return null;
  const shown = all ? labels : labels.slice(0, 12);
  const mistakes = shown.map(({ likelier, ...each }) => ({ ...each, answer: likelier }));
  return html`
    <section class="card stack" aria-labelledby="train-doubtful">
      <h2 id="train-doubtful">Labels that are probably wrong</h2>
      <p class="muted">
        By the predictions of a model that the image was held out of: the label, and the class that is likelier. Open an
        image to label it again; the next training learns from that.
      </p>
      <${Mistakes} mistakes=${mistakes} />
      ${labels.length > shown.length && html`
        <div><button onClick=${() => show(true)}>Show all ${labels.length}</button></div>`}
    </section>`;
}

/** Near-duplicates, those with different labels first. */
function Alike({ groups }) {
  const [all, show] = useState(false);
  if (groups.length === 0) return null;
  const shown = all ? groups : groups.slice(0, 6);
  return html`
    <section class="card stack" aria-labelledby="train-alike">
      <h2 id="train-alike">Near-duplicate images</h2>
      <p class="muted">Near-duplicates are always in the same split.</p>
      <ul class="train-alike">
        ${shown.map(({ images, labels }) => html`
          <li key=${images[0]}>
            <div class="row">${images.map((id) => html`<${Thumb} key=${id} id=${id} size=${56} />`)}</div>
            <span class="cut">${labels.join(' and ')}</span>
            ${labels.length > 1 && html`<${Badge} kind="warn">different labels</${Badge}>`}
          </li>`)}
      </ul>
      ${groups.length > shown.length && html`
        <div><button onClick=${() => show(true)}>Show all ${groups.length}</button></div>`}
    </section>`;
}
