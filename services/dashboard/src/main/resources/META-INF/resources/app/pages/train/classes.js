// Figures by class.
import { html, useMemo, useState } from '../../core/html.js';
import { count, percent } from '../../core/format.js';
import { Badge } from '../../ui/parts.js';
import { classRows, nameOf, sorted } from './judged.js';

const COLUMNS = [
  { key: 'name', label: 'Class' },
  { key: 'images', label: 'Images', says: 'held-out images of the class', number: true, wide: true },
  { key: 'precision', label: 'Precision', number: true, says: 'right predictions of all predictions of the class' },
  { key: 'recall', label: 'Recall', number: true, says: 'right predictions of all images of the class' },
  { key: 'f1', label: 'F1', number: true, says: 'harmonic mean of both' },
  { key: 'change', label: 'Change', number: true, says: 'by how many points F1 has changed' },
];

const share = (value) => percent(value, value === 1 ? 0 : 1);

/**
 * @param {object} after the shown evaluation
 * @param {object|null} before the evaluation to compare with
 * @param {object[]} known the data set's classes
 */
export function Classes({ after, before, known }) {
  const rows = useMemo(() => classRows(after.evaluation, before?.evaluation, known), [after, before, known]);
  const [order, arrange] = useState({ by: 'f1', down: false });
  const columns = COLUMNS.filter((each) => each.key !== 'change' || before !== null);
  return html`
    <section class="card stack" aria-labelledby="train-classes">
      <h2 id="train-classes">By class <${Badge}>${nameOf(after)}</${Badge}></h2>
      <div class="scroll">
        <table class="train-classes">
          <thead>
            <tr>${columns.map((each) => html`
              <th key=${each.key} scope="col" class=${`${each.number ? 'number' : ''} ${each.wide ? 'wide' : ''}`} title=${each.says}
                  aria-sort=${order.by === each.key ? (order.down ? 'descending' : 'ascending') : 'none'}>
                <button class="plain" onClick=${() => arrange({ by: each.key, down: order.by === each.key && !order.down })}>
                  ${each.label}<span aria-hidden="true">${order.by === each.key ? (order.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>`)}</tr>
          </thead>
          <tbody>
            ${sorted(rows, order.by, order.down).map((row) => html`
              <tr key=${row.name}>
                <th scope="row"><span class="class-name"><span class="cut" title=${row.name}>${row.name}</span>${row.fresh && html`
                  <${Badge} kind="accent">new</${Badge}>`}</span></th>
                <td class="number wide">${count(row.images)}</td>
                <td class="number">${share(row.precision)}</td>
                <td class="number">${share(row.recall)}</td>
                <td class="number">${share(row.f1)}</td>
                ${before !== null && html`<td class="number"><${Change} value=${row.change} /></td>`}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
}

/** The change of a share in points. */
function Change({ value }) {
  if (value === null) return html`<span class="muted">–</span>`;
  const points = (100 * value).toFixed(1);
  const same = Number(points) === 0;
  return html`
    <span class="change" data-way=${same ? 'same' : value > 0 ? 'up' : 'down'}>${same ? '0.0' : (value > 0 ? '+' : '−') + Math.abs(points).toFixed(1)}</span>`;
}
