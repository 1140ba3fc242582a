// Comparison of two versions on images that both answered.
import { html, useMemo } from '../../core/html.js';
import { count } from '../../core/format.js';
import { comparisonAt, differenceWords } from './steps.js';
import { Interval } from './tables.js';

const BASES = {
  'judged-together': 'both were asked about when one of them was judged against the other',
  'held-out-of-both': 'each was asked about when it was judged itself',
};

/**
 * @param {object} comparison the evaluation's comparison
 * @param {object} steps by threshold
 * @param {number|null} version the compared version
 */
export function Compared({ comparison, steps, version, step }) {
  const at = useMemo(() => comparisonAt(steps, step), [steps, step]);
  const row = (name, figures) => html`
    <tr key=${name}>
      <th scope="row">${name}</th>
      <td class="number">${count(figures.answered)}</td>
      <td><${Interval} of=${figures.precision} /></td>
      <td><${Interval} of=${figures.recall} /></td>
      <td><${Interval} of=${figures.f1} /></td>
    </tr>`;
  return html`
    <div class="evaluation-table" aria-labelledby="evaluation-compared" role="group">
      <h3 id="evaluation-compared">Against version ${comparison.version}</h3>
      <p class="muted">
        ${count(comparison.images)} images that neither had learned from and that ${BASES[comparison.basis] ?? comparison.basis}.
        ${comparison.leftOut > 0 ? ` ${count(comparison.leftOut)} of classes that only one of them knows are left out.` : ''}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Both versions">
        <table>
          <thead>
            <tr><th scope="col">Version</th><th scope="col" class="number">Answered</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th></tr>
          </thead>
          <tbody>
            ${row(version === null ? 'the new version' : `version ${version}`, at.ours)}
            ${row(`version ${comparison.version}`, at.theirs)}
          </tbody>
        </table>
      </div>
      <p>
        Recall differs by <strong class="number">${differenceWords(at.difference)}</strong>:
        ${' '}${count(at.won)} won, ${count(at.lost)} lost.
        ${at.difference.low > 0 ? ' It is better.' : at.difference.high < 0 ? ' It is worse.' : ' The interval holds 0: they may be equal.'}
      </p>
    </div>`;
}
