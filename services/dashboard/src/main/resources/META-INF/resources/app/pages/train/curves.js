// Loss and accuracy over both phases.
import { html, useMemo } from '../../core/html.js';
import { percent } from '../../core/format.js';
import { Chart } from '../../ui/chart.js';
import { curvesOf } from './progress.js';

/** @param {object[]} epochs of both phases, in order */
export function Curves({ epochs }) {
  const accuracy = useMemo(() => curvesOf(epochs, ['accuracy', 'validationAccuracy']), [epochs]);
  const loss = useMemo(() => curvesOf(epochs, ['loss', 'validationLoss']), [epochs]);
  if (epochs.length === 0) {
    return html`<p class="card muted train-nocurves">Curves of loss and accuracy appear with the first epoch.</p>`;
  }
  const shared = { xLabel: 'epoch of both phases', whole: true, height: 230 };
  return html`
    <div class="train-curves">
      <section class="card" aria-label="Accuracy by epoch">
        <${Chart} title="Accuracy" ...${accuracy} ...${shared} format=${(value) => percent(value, value > 0.9 ? 1 : 0)} />
      </section>
      <section class="card" aria-label="Loss by epoch">
        <${Chart} title="Loss" ...${loss} ...${shared} format=${(value) => value.toFixed(2)} />
      </section>
    </div>`;
}
