// A version: its evaluation, lineage and files.
import { html, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path } from '../../core/api.js';
import { bytes, clock, count, duration, percent } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { to } from '../../core/route.js';
import { Figure, Loaded } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';
import { Evaluation } from '../evaluation/evaluation.js';
import { flat } from '../train/recipe.js';
import { ROWS } from './figures.js';
import { useRollout, useVersions } from './load.js';
import { Order } from './order.js';
import { ORDERS, refusal } from './orders.js';
import { Standing } from './versions.js';

/** The page of a version, by number or alias. */
export function VersionPage({ model, version }) {
  const loaded = useLoaded(path('models', model, 'versions', version), { every: 20_000 });
  const { state, hear } = useRollout(model);
  const versions = useVersions(model, state);
  const [asked, ask] = useState(null);
  const published = (versions.data ?? []).map((each) => each.version);
  return html`
    <div class="stack models">
      <a class="models-back" href=${to('models', model)}><${Icon} name="back" size="16" /> ${model}</a>
      ${loaded.data === null && html`<h1 class="cut">${model}:${version}</h1>`}
      <${Loaded} of=${loaded}>${(data) => html`
        <div class="spread">
          <h1 class="row"><span class="cut" title=${model}>${model}:${data.version}</span> <${Standing} version=${data} state=${state} /></h1>
          ${state && html`
            <${Orders} version=${data.version} state=${state} order=${(action) => ask({ action, version: data.version, state })} />`}
        </div>
        <${Worth} version=${data} figures=${figuresOf(data, state)} />
        ${data.origin.training && html`
          <${Evaluation} key=${`${model}:${data.version}`} address=${path('models', model, 'versions', data.version, 'evaluation')} model=${model} version=${data.version} />`}
        <${Live} figures=${figuresOf(data, state)} />
        <${Origin} version=${data} />
        <div class="models-two">
          <${Classes} version=${data} />
          <${Files} version=${data} />
        </div>
        <${Pictures} version=${data} />`}
      </${Loaded}>
      ${asked && html`<${Order} ...${asked} versions=${published} onClose=${() => ask(null)} hear=${hear} />`}
    </div>`;
}

function figuresOf(version, state) {
  return (state ? state.lastHour.versions.find((each) => each.version === version.version) : version.figures) ?? null;
}

/** Possible orders for this version. */
function Orders({ version, state, order }) {
  return html`
    <div class="row models-actions" role="group" aria-label="Orders">
      ${['start', 'rollback', 'pin'].map((action) => {
        const reason = lacks('operator') ?? refusal(action, state, version);
        const label = { start: 'Roll out', rollback: 'Serve at once', pin: ORDERS.pin.label }[action];
        return html`
          <button key=${action} title=${reason} aria-disabled=${reason !== null}
              onClick=${() => reason === null && order(action)}>
            ${label}…${reason !== null && html`<span class="hidden">, not now: ${reason}</span>`}
          </button>`;
      })}
    </div>`;
}

function Worth({ version, figures }) {
  const { metrics } = version.origin;
  return html`
    <dl class="figures">
      <${Figure} name="Test accuracy" value=${percent(metrics.accuracy)} hint=${metrics.accuracy === undefined ? 'it was not trained here' : 'on held-out images'} />
      <${Figure} name="Top-2 accuracy" value=${percent(metrics.top2)} hint="on held-out images" />
      <${Figure} name="Calibration error" value=${percent(metrics.calibrationError)} hint=${metrics.temperature === undefined ? 'ECE, less is better; probabilities are not calibrated' : `ECE, less is better; logits divided by ${metrics.temperature.toFixed(2)}`} />
      <${Figure} name="Images, last hour" value=${count(figures?.images ?? 0)} hint="that it classified" />
    </dl>`;
}

function Live({ figures }) {
  return html`
    <section class="card stack" aria-labelledby="version-live">
      <h2 id="version-live">Live, last hour</h2>
      ${figures === null ? html`<p class="muted">It has classified no image.</p>` : html`
        <dl class="models-origin">
          ${ROWS.map((row) => html`
            <div key=${row.label}><dt>${row.label}</dt><dd class="number">${row.value(figures)}</dd></div>`)}
        </dl>`}
    </section>`;
}

/** The lineage. */
function Origin({ version }) {
  const { origin, publishedAt, model } = version;
  const { training } = origin;
  const parent = /^(.*):(\d+)$/.exec(origin.parent ?? '');
  return html`
    <section class="card stack" aria-labelledby="version-origin">
      <div class="spread">
        <h2 id="version-origin">Origin</h2>
        ${training && html`<a class="button" href=${to('train', training.trainingId)}>Report of its training</a>`}
      </div>
      <dl class="models-origin">
        <div><dt>Published</dt><dd>${clock(publishedAt)}</dd></div>
        <div><dt>Made by</dt><dd>${origin.kind === 'training' ? 'a training' : origin.kind}</dd></div>
        <div>
          <dt>Trained on from</dt>
          <dd>${parent ? html`
            <a href=${to('models', parent[1], parent[2])}>${origin.parent}</a>` : 'nothing of this store'}</dd>
        </div>
        ${training?.named && html`<div><dt>Named data set</dt><dd>${training.named}</dd></div>`}
        <div><dt>${training ? 'Manifest of its data set' : 'Source'}</dt><dd class="mono">${origin.source ?? '–'}</dd></div>
        <div><dt>SHA-256 of it</dt><dd class="mono">${origin.sha256 ?? '–'}</dd></div>
        ${version.erasedImages > 0 && html`
          <div><dt>Erased since</dt><dd>It learned from ${erased(version.erasedImages)} been erased since.</dd></div>`}
        ${training && html`
          <div><dt>Took</dt><dd class="number">${duration(Math.round(training.seconds))}</dd></div>
          <div><dt>Seed</dt><dd class="number">${training.seed}</dd></div>
          <div><dt>Code</dt><dd>Weft ${training.codeVersion}</dd></div>
          <div><dt>Hardware</dt><dd>${training.hardware}</dd></div>
          <div><dt>Recipe</dt><dd class="settings">${flat(training.recipe).map(([name, value]) => html`
            <code key=${name}>${name} ${value}</code>`)}</dd></div>`}
      </dl>
      <p class="muted">Model ${model} takes images of ${version.inputSize.join(' × ')} pixels.</p>
    </section>`;
}

function erased(images) {
  return images === 1 ? '1 image that has' : `${count(images)} images that have`;
}

function Classes({ version }) {
  return html`
    <section class="card stack" aria-labelledby="version-classes">
      <h2 id="version-classes">${count(version.classes.length)} classes</h2>
      <ul class="models-classes">${version.classes.map((each) => html`
        <li key=${each}><a class="cut" title=${each} href=${to('live') + '?' + new URLSearchParams({ label: each })}>${each}</a></li>`)}</ul>
    </section>`;
}

function Files({ version }) {
  const files = Object.entries(version.files).sort(([a], [b]) => a.localeCompare(b));
  return html`
    <section class="card stack" aria-labelledby="version-files">
      <h2 id="version-files">Files</h2>
      <ul class="models-files">
        ${files.map(([name, file]) => html`
          <li key=${name}><strong class="cut" title=${name}>${name}</strong><span class="number">${bytes(file.size)}</span><code title="SHA-256">${file.sha256}</code></li>`)}
      </ul>
    </section>`;
}

/** The pictures of its training's report. */
function Pictures({ version }) {
  const { pictures, report } = version.links;
  if (pictures.length === 0) return null;
  const name = (address) => decodeURIComponent(address.split('/').pop());
  return html`
    <section class="card stack" aria-labelledby="version-pictures">
      <div class="spread">
        <h2 id="version-pictures">Pictures of its report</h2>
        ${report && html`<a href=${report} target="_blank" rel="noopener">Report as JSON</a>`}
      </div>
      <ul class="models-pictures">
        ${pictures.map((address) => html`
          <li key=${address}><a href=${address} target="_blank" rel="noopener"><img loading="lazy" src=${address} alt="" /><span class="cut">${name(address)}</span></a></li>`)}
      </ul>
    </section>`;
}
