// Named data sets: the list, to train on and to delete, and a form for a new one.
import { html, useEffect, useRef, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, send } from '../../core/api.js';
import { ago, clock, count } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { Dialog, Loaded, Trouble } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { NewDataset } from './newdataset.js';
import { wordsOf } from './datasetfilter.js';

/** Number of data sets that are shown before all are requested. */
const FEW = 4;
/** Most labels shown for a data set, most frequent first. */
const LABELS = 12;

/**
 * @param {object} datasets as returned by useLoaded
 * @param {(name: string) => void} trainOn selects a data set for the next training
 * @param {(name: string) => void} gone called when a data set is deleted
 */
export function Datasets({ datasets, trainOn, gone }) {
  const [isMaking, make] = useState(false);
  const [all, showAll] = useState(false);
  const [asked, ask] = useState(null);
  const button = useRef(null);
  const wasMaking = useRef(false);
  useEffect(() => {
    // Returns the focus to the button.
    if (wasMaking.current && !isMaking) button.current.focus();
    wasMaking.current = isMaking;
  }, [isMaking]);
  const changed = () => {
    ask(null);
    make(false);
    datasets.reload();
  };
  return html`
    <section class="stack" aria-labelledby="train-datasets">
      <div class="spread">
        <h2 id="train-datasets">Data sets</h2>
        <button ref=${button} aria-expanded=${isMaking} title=${lacks('operator')} disabled=${lacks('operator') !== null}
            onClick=${() => make(!isMaking)}>New data set</button>
      </div>
      ${isMaking && html`<${NewDataset} made=${changed} onClose=${() => make(false)} />`}
      <${Loaded} of=${datasets}>${({ datasets: known }) => html`
        ${known.length === 0 && html`
          <p class="muted">
            None yet. A data set keeps labels as they are now under a name: what is labeled later changes nothing of it, and the
            same one again makes the same version.
          </p>`}
        <${Rows} datasets=${all ? known : known.slice(0, FEW)} trainOn=${trainOn} ask=${ask} />
        ${!all && known.length > FEW && html`
          <div><button onClick=${() => showAll(true)}>Show all ${count(known.length)}</button></div>`}`}
      </${Loaded}>
      ${asked && html`
        <${Delete} dataset=${asked} onClose=${() => ask(null)} deleted=${() => { changed(); gone(asked.name); }} />`}
    </section>`;
}

function Rows({ datasets, trainOn, ask }) {
  const now = useNow(30_000);
  return datasets.length > 0 && html`
    <ul class="card train-datasets">
      ${datasets.map((each) => html`
        <li key=${each.name}>
          <div class="what">
            <span class="name cut" title=${each.name}>${each.name}</span>
            <span class="muted">
              ${count(each.images)} images of ${each.model}, <span title=${clock(each.createdAt)}>${ago(each.createdAt, now)}</span>
            </span>
            <span class="muted which">${wordsOf(each.filter, clock)}</span>
          </div>
          <${Labels} labels=${each.labels} name=${each.name} />
          <div class="row">
            <button disabled=${lacks('operator') !== null} title=${lacks('operator')} onClick=${() => trainOn(each.name)}>
              Train on this<span class="hidden"> data set, ${each.name}</span>
            </button>
            <button class="plain" disabled=${lacks('operator') !== null} title=${lacks('operator')} onClick=${() => ask(each)}>
              Delete…<span class="hidden"> ${each.name}</span>
            </button>
          </div>
        </li>`)}
    </ul>`;
}

/** Images of each class, largest first. */
function Labels({ labels, name }) {
  const [all, showAll] = useState(false);
  const sorted = [...labels].sort((a, b) => b.images - a.images || a.label.localeCompare(b.label));
  const shown = all ? sorted : sorted.slice(0, LABELS);
  return html`
    <ul class="train-labels" aria-label=${`Images per class of ${name}`}>
      ${shown.map(({ label, images }) => html`
        <li key=${label}><span class="cut" title=${label}>${label}</span> <span class="number">${count(images)}</span></li>`)}
      ${shown.length < sorted.length && html`
        <li><button class="plain" onClick=${() => showAll(true)}>and ${count(sorted.length - shown.length)} more</button></li>`}
    </ul>`;
}

/** The confirmation, which explains what is removed and what is kept. */
function Delete({ dataset, onClose, deleted }) {
  const [problem, refuse] = useState(null);
  const [sending, sent] = useState(false);
  const remove = () => {
    sent(true);
    send('DELETE', path('datasets', dataset.name))
      .then(() => {
        toast(`The data set ${dataset.name} is deleted.`);
        deleted();
      })
      .catch((said) => {
        // It was already deleted concurrently.
        if (said.status === 404) return deleted();
        refuse(said);
        sent(false);
      });
  };
  return html`
    <${Dialog} title=${`Delete the data set ${dataset.name}?`} onClose=${onClose}>
      <p>Its name is free again, and no training can be asked for on it any more.</p>
      <p>
        The ${count(dataset.images)} images and their labels stay. Versions that were trained on it stay too, with what they
        learned from.
      </p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="actions">
        <button onClick=${onClose}>Keep it</button>
        <button class="danger" disabled=${sending} onClick=${remove}>${sending ? 'Asking…' : 'Delete the data set'}</button>
      </div>
    </${Dialog}>`;
}
