// Line charts over numbers or time, drawn by uPlot in the page's colours.
import uPlot from 'uplot';
import { html, useEffect, useRef, useState } from '../core/html.js';

const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Resolves a colour of the style sheets, since a canvas does not support light-dark(). */
function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const seen = getComputedStyle(probe).color;
  probe.remove();
  return seen;
}

/** Changes when the colour scheme changes. */
function useTheme() {
  const [turn, again] = useState(0);
  useEffect(() => {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => again((before) => before + 1);
    media.addEventListener('change', changed);
    addEventListener('weft-theme', changed);
    return () => {
      media.removeEventListener('change', changed);
      removeEventListener('weft-theme', changed);
    };
  }, []);
  return turn;
}

/**
 * A chart.
 *
 * @param {string} title also for screen readers
 * @param {number[]} x ascending
 * @param {{name: string, values: (number|null)[], colour?: string, dash?: boolean, format?: (value:
 *     number) => string}[]} series colours are CSS custom properties
 * @param {boolean} time whether x is in seconds since 1970
 * @param {boolean} whole whether x are integers, so that the axis has integer ticks only
 * @param {[number, number]} range of y; by default that of the values
 * @param {number} height pixels
 */
export function Chart({ title, x, series, time = false, whole = false, range, height = 200, xLabel, format = String }) {
  const place = useRef(null);
  const plot = useRef(null);
  const theme = useTheme();
  const shape = series.map((each) => each.name + each.colour).join('|') + height + time;
  const data = [x, ...series.map((each) => each.values)];
  useEffect(() => {
    plot.current = new uPlot(options(place.current.clientWidth), data, place.current);
    const resized = new ResizeObserver(() => {
      const width = place.current.clientWidth;
      if (width > 0 && width !== plot.current.width) plot.current.setSize({ width, height });
    });
    resized.observe(place.current);
    return () => {
      resized.disconnect();
      plot.current.destroy();
    };
  }, [shape, theme]);
  useEffect(() => plot.current.setData(data), [x, series]);

  function options(width) {
    const axis = {
      stroke: colour('--text-muted'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
      font: '12px system-ui',
    };
    return {
      width: Math.max(width, 50),
      height,
      legend: { show: series.length > 1 },
      scales: { x: { time }, y: range ? { range } : {} },
      axes: [
        { ...axis, ...(whole ? { incrs: WHOLE } : {}), label: xLabel, labelSize: xLabel ? 20 : 0, labelFont: '12px system-ui' },
        { ...axis, size: 62, values: (_, splits) => splits.map((value) => format(value)) },
      ],
      series: [
        time ? {} : { label: xLabel ?? 'at' },
        ...series.map((each, i) => ({
          label: each.name,
          stroke: colour(each.colour ?? `--series-${(i % 4) + 1}`),
          width: 2,
          dash: each.dash ? [6, 4] : undefined,
          spanGaps: true,
          points: { show: x.length < 40 },
          value: (_, value) => (value == null ? '–' : (each.format ?? format)(value)),
        })),
      ],
    };
  }

  return html`
    <figure class="chart">
      <figcaption>${title}</figcaption>
      <div ref=${place} role="img" aria-label=${summary(title, series, format)}></div>
    </figure>`;
}

/** A chart's last values, for screen readers. */
function summary(title, series, format) {
  const said = series.map((each) => {
    const known = each.values.filter((value) => value != null);
    return `${each.name} ${known.length === 0 ? 'none' : (each.format ?? format)(known[known.length - 1])}`;
  });
  return `${title}: now ${said.join(', ')}`;
}
