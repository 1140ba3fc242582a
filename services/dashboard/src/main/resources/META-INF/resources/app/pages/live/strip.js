// Three figures of the last minute.
import { html, useEffect, useState } from '../../core/html.js';
import { count, duration, percent } from '../../core/format.js';

const SECOND = 1000;

export function Strip({ rates }) {
  const [figures, set] = useState(() => rates.figures(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => set(rates.figures(Date.now())), SECOND);
    return () => clearInterval(timer);
  }, [rates]);
  return html`
    <dl class="live-strip" aria-label="Last minute" title=${`The last minute: ${count(figures.images)} images`}>
      <div><dt>Answered</dt><dd>${perSecond(figures.perSecond)} <small>images/s</small></dd></div>
      <div><dt>Rejected</dt><dd>${percent(figures.rejected)}</dd></div>
      <div><dt>Median latency</dt><dd>${duration(figures.median)}</dd></div>
    </dl>`;
}

function perSecond(value) {
  return value === 0 ? '0' : value.toFixed(value < 10 ? 1 : 0);
}
