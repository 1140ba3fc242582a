// Past and current trainings.
import { html, useEffect, useMemo, useRef, useState } from '../../core/html.js';
import { path, query } from '../../core/api.js';
import { ago, clock, duration, percent } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { useNow } from '../../core/now.js';
import { to } from '../../core/route.js';
import { Badge, Empty, Loaded, Progress } from '../../ui/parts.js';
import { Datasets } from './datasets.js';
import { Form, NOTHING } from './form.js';
import { isEnd, kindOf, PHASES, shareOf, tookSeconds, triggerWords } from './progress.js';
import { useAccuracies } from './accuracies.js';

const STEP = 25;
const MOST = 200;
const FRESH = 4000;
const DATASETS_FRESH = 15_000;

/** The form, data sets, and the list below. */
export function Runs() {
  const page = useRef(null);
  const [from, choose] = useState(NOTHING);
  const [chosen, trainOn] = useState(null);
  const datasets = useLoaded(query(path('datasets'), { limit: MOST }), { every: DATASETS_FRESH });
  useEffect(() => {
    // Moves the focus to the form's field.
    const field = chosen && page.current.querySelector('[name="dataset"]');
    if (!field) return;
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  }, [chosen]);
  const [limit, more] = useState(STEP);
  const runs = useLoaded(query(path('trainings'), { limit }), { every: FRESH });
  // Known trainings are kept while more are loaded.
  const [held, hold] = useState(null);
  if (runs.data !== null && runs.data !== held) hold(runs.data);
  const shown = { ...runs, data: runs.data ?? held };
  return html`
    <div class="stack train" ref=${page}>
      <h1>Train</h1>
      <${Form} from=${from} choose=${choose} datasets=${datasets.data?.datasets ?? []} />
      <${Datasets} datasets=${datasets}
          trainOn=${(dataset) => { choose({ ...NOTHING, dataset }); trainOn({ dataset }); }}
          gone=${(dataset) => from.dataset === dataset && choose(NOTHING)} />
      <section class="stack" aria-labelledby="train-runs">
        <h2 id="train-runs">Trainings</h2>
        <${Loaded} of=${shown}>${({ trainings }) => trainings.length === 0
          ? html`
            <${Empty} title="No training yet">
              Label some images, then start one above. A class takes part once it has enough labeled images.
            </${Empty}>`
          : html`
            <${Table} trainings=${trainings} />
            ${trainings.length >= limit && limit < MOST && html`
              <div><button disabled=${runs.loading} onClick=${() => more(Math.min(MOST, limit + STEP))}>Show more</button></div>`}`}
        </${Loaded}>
      </section>
    </div>`;
}

function Table({ trainings }) {
  const now = useNow(trainings.some((each) => !isEnd(each.state)) ? 1000 : 30_000);
  const models = useMemo(() => [...new Set(trainings.map((each) => each.model))].sort().join(), [trainings]);
  const accuracies = useAccuracies(models, trainings.filter((each) => each.state === 'published').length);
  return html`
    <div class="card train-table">
      <table>
        <thead>
          <tr>
            <th scope="col">Training</th><th scope="col">State</th><th scope="col" class="wide">Asked for by</th>
            <th scope="col" class="number wide">Took</th><th scope="col" class="number wide">Accuracy</th><th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          ${trainings.map((each) => html`
            <${Row} key=${each.id} training=${each} now=${now} accuracy=${accuracies[each.model + ':' + each.version]} />`)}
        </tbody>
      </table>
    </div>`;
}

function Row({ training, now, accuracy }) {
  const { id, model, state, progress, version, requestedAt } = training;
  const validated = progress?.validationAccuracy;
  return html`
    <tr>
      <th scope="row">
        <a class="name cut" href=${to('train', id)} title=${id}>${model} <span class="mono">${id.slice(0, 8)}</span></a>
        <span class="when" title=${clock(requestedAt)}>${ago(requestedAt, now)}</span>
      </th>
      <td><${Badge} kind=${kindOf(state)}>${state}</${Badge}></td>
      <td class="wide">${triggerWords(training.trigger)}</td>
      <td class="number wide">${duration(tookSeconds(training, now))}</td>
      <td class="number wide">
        ${accuracy !== undefined ? html`<span title="on the test images">${percent(accuracy)}</span>`
          : validated !== undefined ? html`
            <span class="muted" title="on the validation images, so far">${percent(validated)}</span>` : '–'}
      </td>
      <td class="result">${state === 'running' ? html`<${Doing} progress=${progress} />`
        : version !== null ? html`<a href=${to('models', model, version)}>${model}:${version}</a>`
        : html`<span class="detail" title=${progress?.detail}>${progress?.detail ?? '–'}</span>`}</td>
    </tr>`;
}

/** The current activity of a running training. */
function Doing({ progress }) {
  const phase = PHASES.find((each) => each.key === progress?.phase)?.label ?? progress?.phase ?? 'Begins';
  const epoch = progress?.epochs ? ` · epoch ${progress.epoch ?? 0} of ${progress.epochs}` : '';
  return html`
    <div class="doing"><span>${phase}${epoch}</span><${Progress} value=${shareOf(progress)} label=${phase} /></div>`;
}
