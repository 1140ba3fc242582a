// Overview of the system: throughput, backlogs, loaded versions, failures.
import { html, useEffect, useState } from '../core/html.js';
import { path } from '../core/api.js';
import { count, duration } from '../core/format.js';
import { useLoaded } from '../core/load.js';
import { Badge, Figure, Loaded } from '../ui/parts.js';
import { Chart } from '../ui/chart.js';
import { Pipeline } from './system/pipeline.js';
import { lanesOf, mostWaiting, rate, rejectedLastHour } from './system/picture.js';
import { read } from './system/reading.js';
import { values, withSample } from './system/history.js';
import { Ground, Links, Rejections, Replicas, Trainings } from './system/tables.js';

const EVERY = 5000;

/** Kept while the dashboard is open, on any page. */
let kept = [];

/** The page. */
export function SystemPage() {
  const loaded = useLoaded(path('system'), { every: EVERY });
  const [samples, set] = useState(kept);
  useEffect(() => {
    if (loaded.data === null) return;
    const system = read(loaded.data);
    kept = withSample(kept, {
      at: Date.now() / 1000,
      answered: system.answeredPerSecond.lastMinute,
      ...Object.fromEntries(system.lag.map(({ group, records }) => [group, records])),
    });
    set(kept);
  }, [loaded.data]);
  return html`
    <div class="system stack">
      <div class="spread"><h1>System</h1><${Freshness} problem=${loaded.problem} data=${loaded.data} /></div>
      <${Loaded} of=${loaded}>${(data) => html`<${Whole} system=${read(data)} samples=${samples} />`}</${Loaded}>
    </div>`;
}

/** Whether the displayed data is current. */
function Freshness({ problem, data }) {
  if (data === null) return null;
  return problem
    ? html`<${Badge} kind="warn">not up to date</${Badge}>`
    : html`<span class="muted">every ${EVERY / 1000} s</span>`;
}

function Whole({ system, samples }) {
  return html`
    <dl class="figures">
      <${Figure} name="Answered" value=${rate(system.answeredPerSecond.lastMinute)} hint=${'5 min: ' + rate(system.answeredPerSecond.lastFiveMinutes)} />
      <${Figure} name="Unanswered" value=${count(system.unanswered)} hint="images" />
      <${Figure} name="Waiting" value=${count(mostWaiting(system).records)} hint=${'events, ' + mostWaiting(system).group} kind=${mostWaiting(system).kind} />
      <${Figure} name="Rejected" value=${count(rejectedLastHour(system))} hint="images, last hour" />
      <${Figure} name="Up" value=${duration(system.gateway.uptimeSeconds)} hint=${'version ' + (system.gateway.version ?? '–')} />
    </dl>
    <${Card} title="Pipeline">
      <${Pipeline} lanes=${lanesOf(system)} />
      <${Ground} parts=${system.ground} />
    </${Card}>
    <div class="halves">
      <div class="card"><${Chart} title=${'Answered: ' + rate(system.answeredPerSecond.lastMinute) + ' over the last minute'} time x=${values(samples, 'at')} height=${140} format=${rate}
        series=${[{ name: 'answered', values: values(samples, 'answered') }]} /></div>
      <div class="card"><${Chart} title="Events that wait for each service (lag)" time x=${values(samples, 'at')} height=${140} format=${count}
        series=${system.lag.map(({ group }) => ({ name: group, values: values(samples, group) }))} /></div>
    </div>
    <${Card} title="Classifiers"><${Replicas} replicas=${system.replicas} /></${Card}>
    <div class="halves">
      <${Card} title="Rejected images"><${Rejections} rejections=${system.rejections} /></${Card}>
      <div class="stack">
        <${Card} title="Trainings"><${Trainings} trainings=${system.trainings} /></${Card}>
        <${Card} title="For other tools"><${Links} /></${Card}>
      </div>
    </div>`;
}

function Card({ title, children }) {
  return html`<section class="card stack" aria-label=${title}><h2>${title}</h2>${children}</section>`;
}
