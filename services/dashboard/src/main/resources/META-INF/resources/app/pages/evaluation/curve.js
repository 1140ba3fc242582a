// A precision-recall curve, with the figures of one threshold as a point.
import { html, useMemo } from '../../core/html.js';
import { percent } from '../../core/format.js';

const WIDTH = 360;
const HEIGHT = 270;
const LEFT = 44;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 40;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const x = (recall) => LEFT + recall * (WIDTH - LEFT - RIGHT);
const y = (precision) => TOP + (1 - precision) * (HEIGHT - TOP - BOTTOM);

/**
 * @param {string} name of the class
 * @param {{precision: number, recall: number}[]} points from the highest threshold to the lowest
 * @param {number|null} averagePrecision
 * @param {object} figures at the threshold
 */
export function Curve({ name, points, averagePrecision, figures }) {
  const line = useMemo(
    () => points.map((each, i) => `${i === 0 ? 'M' : 'L'}${x(each.recall).toFixed(1)} ${y(each.precision).toFixed(1)}`).join(''),
    [points],
  );
  const { precision, recall } = figures;
  const marked = precision !== null && recall !== null;
  const words =
    `Precision-recall curve of ${name}: average precision ${averagePrecision === null ? 'unknown' : averagePrecision.toFixed(3)}` +
    (marked ? `; at the threshold precision ${percent(precision.value)}, recall ${percent(recall.value)}` : '');
  return html`
    <figure class="evaluation-curve">
      <figcaption>Precision-recall curve</figcaption>
      <svg viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${words}>
        ${TICKS.map((tick) => html`
          <g key=${tick}>
            <line class="grid" x1=${x(tick)} x2=${x(tick)} y1=${y(0)} y2=${y(1)} />
            <line class="grid" x1=${x(0)} x2=${x(1)} y1=${y(tick)} y2=${y(tick)} />
            <text x=${x(tick)} y=${y(0) + 16} text-anchor="middle">${100 * tick}</text>
            <text x=${x(0) - 6} y=${y(tick) + 4} text-anchor="end">${100 * tick}</text>
          </g>`)}
        <text class="axis" x=${x(0.5)} y=${HEIGHT - 5} text-anchor="middle">Recall, %</text>
        <text class="axis" x="11" y=${y(0.5)} text-anchor="middle" transform=${`rotate(-90 11 ${y(0.5)})`}>Precision, %</text>
        <path class="line" d=${line} />
        ${marked && html`
          <line class="guide" x1=${x(0)} x2=${x(recall.value)} y1=${y(precision.value)} y2=${y(precision.value)} />
          <line class="guide" x1=${x(recall.value)} x2=${x(recall.value)} y1=${y(0)} y2=${y(precision.value)} />
          <circle class="at" cx=${x(recall.value)} cy=${y(precision.value)} r="6" />`}
      </svg>
      ${points.length === 0 && html`<p class="muted">No held-out image shows ${name}.</p>`}
    </figure>`;
}
