// Figures by class and by slice at a threshold.
import { html, useMemo } from '../../core/html.js';
import { count } from '../../core/format.js';
import { figuresAt, sliceName } from './steps.js';

/** Each class's figures. */
export function ByClass({ data, step }) {
  const average = useMemo(() => new Map(data.byClass.map((each) => [each.name, each.averagePrecision])), [data]);
  const left = data.classes.length - data.steps.classes.length;
  const rows = data.steps.classes.map(({ name, columns }) => ({ name, figures: figuresAt(columns, step), average: average.get(name) }));
  return html`
    <${Figures} title="By class" first="Class" rows=${rows} hasAverage=${true} />
    ${left > 0 && html`<p class="muted">The ${rows.length} classes that most images show; ${left} others are in the JSON.</p>`}`;
}

/** Figures of the images of each tag. */
export function BySlice({ data, step }) {
  const left = data.slices.length - data.steps.slices.length;
  const rows = data.steps.slices.map((each) => ({ name: sliceName(each), figures: figuresAt(each.columns, step) }));
  return html`
    <${Figures} title="By slice" first="Tag" rows=${rows} hasAverage=${false} />
    ${left > 0 && html`<p class="muted">The ${rows.length} slices with most images; ${left} others are in the JSON.</p>`}`;
}

function Figures({ title, first, rows, hasAverage }) {
  return html`
    <div class="evaluation-table">
      <h3>${title}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${title}>
        <table>
          <thead>
            <tr>
              <th scope="col">${first}</th><th scope="col" class="number">Images</th>
              <th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th>
              ${hasAverage && html`<th scope="col" class="number"><abbr title="average precision, whatever the threshold">AP</abbr></th>`}
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ name, figures, average }) => html`
              <tr key=${name}>
                <th scope="row"><span class="cut" title=${name}>${name}</span></th>
                <td class="number">${count(figures.images)}</td>
                <td><${Interval} of=${figures.precision} /></td>
                <td><${Interval} of=${figures.recall} /></td>
                <td><${Interval} of=${figures.f1} /></td>
                ${hasAverage && html`<td class="number">${average === null ? '–' : average.toFixed(3)}</td>`}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </div>`;
}

/** A proportion with its interval: the number, the bounds, and a bar. */
export function Interval({ of }) {
  if (of === null) return html`<span class="muted">–</span>`;
  const share = (value) => (100 * value).toFixed(0);
  return html`
    <span class="evaluation-interval number">
      <span>${(100 * of.value).toFixed(1)} %</span>
      <span class="track" aria-hidden="true">
        <span class="whisker" style=${{ left: 100 * of.low + '%', width: 100 * (of.high - of.low) + '%' }}></span>
        <span class="mark" style=${{ left: 100 * of.value + '%' }}></span>
      </span>
      <span class="muted">${share(of.low)} to ${share(of.high)}</span>
    </span>`;
}
