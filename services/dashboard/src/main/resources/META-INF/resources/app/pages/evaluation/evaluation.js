// A version's evaluation on held-out images, at a threshold set by a slider.
import { html, useEffect, useId, useState } from '../../core/html.js';
import { path, query } from '../../core/api.js';
import { count } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { Badge, Trouble } from '../../ui/parts.js';
import { Compared } from './compared.js';
import { Curve } from './curve.js';
import { Matrix } from './matrix.js';
import { STEPS, columnsOf, estimateWords, figuresAt, sliceName, sliderWords } from './steps.js';
import { ByClass, BySlice } from './tables.js';

/**
 * @param {string} address of the evaluation
 * @param {string} model the model, whose other versions can be compared with
 * @param {number|null} version null if the training's version was not published
 * @param {object} [without] shown if there is no evaluation
 */
export function Evaluation({ address, model, version, without }) {
  const [label, chooseLabel] = useState('');
  const [slice, chooseSlice] = useState('');
  const [against, chooseAgainst] = useState('');
  const [step, move] = useState(0);
  const loaded = useLoaded(query(address, { thresholds: true, label, slice, against }));
  const others = useLoaded(path('models', model, 'versions'));
  const data = useLast(loaded.data);
  if (data === null && without && loaded.problem?.status === 404) return without;
  if (data === null) return html`<${Missing} loaded=${loaded} />`;
  const versions = (others.data?.versions ?? []).map((each) => each.version).filter((each) => each !== version).reverse();
  const columns = columnsOf(data.steps, data.curve.label ?? '') ?? data.steps.overall;
  const figures = figuresAt(columns, step);
  const name = data.curve.label ?? 'all classes';
  const averagePrecision = data.curve.label === null
    ? data.overall.averagePrecision
    : data.byClass.find((each) => each.name === data.curve.label).averagePrecision;
  return html`
    <section class="card stack evaluation" aria-labelledby="evaluation" aria-busy=${loaded.loading}>
      <h2 id="evaluation">Evaluation <${Badge}>${version === null ? 'the new version' : `version ${version}`}</${Badge}></h2>
      <p class="muted">${basisWords(data)}</p>
      <div class="evaluation-choices">
        <${Choice} name="Class" value=${label} choose=${chooseLabel}
            options=${[['', 'All classes (micro average)'], ...data.steps.classes.map((each) => [each.name, each.name])]} />
        ${data.slices.length > 0 && html`
          <${Choice} name="Slice" value=${slice} choose=${chooseSlice}
              options=${[['', 'All images'], ...data.slices.filter((each) => each.value !== null).map((each) => [`${each.key}:${each.value}`, `${sliceName(each)} (${each.images})`])]} />`}
        ${versions.length > 0 && html`
          <${Choice} name="Compare with" value=${against} choose=${chooseAgainst}
              options=${[['', 'no other version'], ...versions.map((each) => [String(each), `version ${each}`])]} />`}
      </div>
      ${loaded.problem && html`<${Trouble} problem=${loaded.problem} />`}
      <${Threshold} step=${step} move=${move} figures=${figures} />
      <${Numbers} figures=${figures} averagePrecision=${averagePrecision} all=${data.curve.label === null} />
      <div class="evaluation-two">
        <${Curve} name=${name} points=${data.curve.points} averagePrecision=${averagePrecision} figures=${figures} />
        <${Matrix} cells=${data.steps.confusion} classes=${data.classes} step=${step} />
      </div>
      ${data.comparison && html`<${Compared} comparison=${data.comparison} steps=${data.steps.comparison} version=${version} step=${step} />`}
      <${ByClass} data=${data} step=${step} />
      ${data.steps.slices.length > 0 && html`<${BySlice} data=${data} step=${step} />`}
    </section>`;
}

/** Returns the last loaded data while a request is pending or has failed. */
function useLast(data) {
  const [last, keep] = useState(null);
  useEffect(() => {
    if (data !== null) keep(data);
  }, [data]);
  return data ?? last;
}

/** Explains why there is no evaluation. */
function Missing({ loaded }) {
  const { problem } = loaded;
  return html`
    <section class="card stack evaluation" aria-labelledby="evaluation">
      <h2 id="evaluation">Evaluation</h2>
      ${problem === null && html`<p class="muted" role="status">Loading…</p>`}
      ${problem?.status === 404 && html`<p class="muted">${problem.message}</p>`}
      ${problem !== null && problem.status !== 404 && html`<${Trouble} problem=${problem} retry=${loaded.reload} />`}
    </section>`;
}

function basisWords(data) {
  const held = data.folds > 0
    ? `by ${data.folds}-fold cross-validation: each was classified by a model that it was held out of`
    : 'of the test split, which it did not learn from';
  const sample = data.images < data.heldOut ? `, a sample of ${count(data.heldOut)}` : '';
  const slice = data.slice === null ? '' : ` with ${sliceName(data.slice)}`;
  return `${count(data.overall.images)} images${slice}${sample}, ${held}. Intervals are 95 %.`;
}

function Choice({ name, value, choose, options }) {
  return html`
    <label>${name}
      <select value=${value} onChange=${(e) => choose(e.target.value)}>
        ${options.map(([key, text]) => html`<option key=${key} value=${key}>${text}</option>`)}
      </select>
    </label>`;
}

function Threshold({ step, move, figures }) {
  const id = useId();
  return html`
    <div class="evaluation-threshold">
      <label for=${id}>Confidence threshold</label>
      <input id=${id} type="range" min="0" max=${STEPS} step="1" value=${step} aria-valuetext=${sliderWords(figures, step)}
          onInput=${(e) => move(Number(e.target.value))} />
      <output for=${id} class="number">${step} %</output>
    </div>`;
}

function Numbers({ figures, averagePrecision, all }) {
  const number = (name, estimate, what) => html`
    <div key=${name}>
      <dt title=${what}>${name}</dt>
      <dd class="number">${estimate === null ? '–' : (100 * estimate.value).toFixed(1) + ' %'}</dd>
      <dd class="number muted">${estimate === null ? what : estimateWords(estimate).replace(/^[^(]*\(|\)$/g, '')}</dd>
    </div>`;
  return html`
    <dl class="evaluation-numbers">
      ${number('Precision', figures.precision, 'right answers of the answers')}
      ${number('Recall', figures.recall, 'right answers of the images')}
      ${number('F1', figures.f1, 'harmonic mean of both')}
      <div>
        <dt title="area under the precision-recall curve">Average precision</dt>
        <dd class="number">${averagePrecision === null ? '–' : averagePrecision.toFixed(3)}</dd>
        <dd class="muted">whatever the threshold</dd>
      </div>
      <div>
        <dt>${all ? 'Answered' : 'Answered so'}</dt>
        <dd class="number">${count(figures.answered)}</dd>
        <dd class="number muted">${all ? `of ${count(figures.images)} images` : `${count(figures.images)} images show it`}</dd>
      </div>
    </dl>`;
}
