// A confusion matrix with keyboard navigation.
import { html, useMemo, useRef, useState } from '../../core/html.js';
import { to } from '../../core/route.js';
import { cellWords, imagesOf, matrixOf, nameOf } from './judged.js';
import { Mistakes } from './mistakes.js';

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const NUMBERED = 12;

/** The matrix of an evaluated version. */
export function Confusion({ judged }) {
  const matrix = useMemo(() => matrixOf(judged.evaluation), [judged]);
  const [at, look] = useState([0, 0]);
  const [chosen, choose] = useState(null);
  const [read, say] = useState(null);
  const grid = useRef(null);
  const move = (e) => {
    if (!(e.key in MOVES)) return;
    e.preventDefault();
    const [down, right] = MOVES[e.key];
    const row = Math.max(0, Math.min(matrix.rows.length - 1, at[0] + down));
    const column = Math.max(0, Math.min(matrix.names.length - 1, at[1] + right));
    look([row, column]);
    grid.current.querySelectorAll('tbody tr')[row].querySelectorAll('button')[column].focus();
  };
  const cell = (row, i, each, j) => html`
    <td key=${j}>
      <button tabindex=${at[0] === i && at[1] === j ? 0 : -1} data-right=${each.right} data-none=${each.count === 0}
          aria-label=${cellWords(row, each)} aria-pressed=${chosen !== null && chosen[0] === i && chosen[1] === j}
          style=${{ '--share': Math.round(44 * each.share) + '%' }}
          onMouseEnter=${() => say([i, j])} onFocus=${() => { look([i, j]); say([i, j]); }} onClick=${() => choose([i, j])}>
        ${matrix.names.length <= NUMBERED && each.count > 0 ? each.count : ''}
      </button>
    </td>`;
  return html`
    <figure class="train-confusion">
      <figcaption>${nameOf(judged)}</figcaption>
      <div class="scroll">
        <table ref=${grid} onKeyDown=${move}
            onMouseLeave=${() => say(null)} aria-label=${'Confusion matrix: ' + nameOf(judged)}>
          <thead>
            <tr>
              <td></td>
              ${matrix.names.map((name) => html`<th scope="col" key=${name} title=${name}><span>${name}</span></th>`)}
            </tr>
          </thead>
          <tbody>
            ${matrix.rows.map((row, i) => html`
              <tr key=${row.name}>
                <th scope="row" title=${row.name}><span class="cut">${row.name}</span></th>
                ${row.cells.map((each, j) => cell(row, i, each, j))}
              </tr>`)}
          </tbody>
        </table>
      </div>
      <p class="read number">${read === null ? '\u00a0' : cellWords(matrix.rows[read[0]], matrix.rows[read[0]].cells[read[1]])}</p>
      ${matrix.others > 0 && html`
        <p class="muted">The ${matrix.rows.length} classes with most errors are shown; ${matrix.others} are not.</p>`}
      ${chosen !== null && html`
        <${Chosen} judged=${judged} row=${matrix.rows[chosen[0]]} cell=${matrix.rows[chosen[0]].cells[chosen[1]]} />`}
    </figure>`;
}

/** A cell's images, as far as the report lists them. */
function Chosen({ judged, row, cell }) {
  const images = cell.right ? [] : imagesOf(judged.evaluation, row.name, cell.name);
  const others = cell.count - images.length;
  return html`
    <div class="chosen stack" role="status">
      <p>${cellWords(row, cell)}.</p>
      ${images.length > 0 && html`<${Mistakes} mistakes=${images} />`}
      ${others > 0 && html`
        <p class="muted">
          ${images.length > 0 ? `The report does not name the other ${others}.` : 'The report names only the most confident errors.'}
          ${' '}<a href=${to('live') + '?' + new URLSearchParams({ label: cell.right ? row.name : cell.name })}>Recent images predicted as ${cell.right ? row.name : cell.name}</a>
        </p>`}
    </div>`;
}
