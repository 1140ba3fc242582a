// A confusion matrix at a threshold, with a column of images that are not answered.
import { html, useMemo } from '../../core/html.js';
import { matrixAt } from './steps.js';

/** Most columns for which cells have room for their number. */
const NUMBERED = 14;

/**
 * @param {object[]} cells the cells in the evaluation's steps
 */
export function Matrix({ cells, classes, step }) {
  const { columns, rows, others } = useMemo(() => matrixAt(cells, classes, step), [cells, classes, step]);
  return html`
    <figure class="evaluation-matrix">
      <figcaption>Confusion matrix at ${step} %</figcaption>
      <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">
        <table>
          <thead>
            <tr>
              <td></td>
              ${columns.map((name) => html`<th scope="col" key=${name} title=${name}><span>${name}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => html`
              <tr key=${row.name}>
                <th scope="row" title=${row.name}><span class="cut">${row.name}</span></th>
                ${row.cells.map((cell, i) => html`
                  <td key=${i} data-kind=${cell.kind} data-none=${cell.count === 0} style=${{ '--share': Math.round(44 * cell.share) + '%' }}
                      title=${`${row.name}, ${cell.name}: ${cell.count} of ${row.images} images`}>
                    <span class=${columns.length > NUMBERED ? 'hidden' : ''}>${cell.count}</span>
                  </td>`)}
              </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="muted">
        Rows are true classes, columns predicted classes, the last one images below the threshold; the colour is the share of the row.
        ${others > 0 ? ` ${rows.length} classes are shown, ${others} others are one column.` : ''}
      </p>
    </figure>`;
}
