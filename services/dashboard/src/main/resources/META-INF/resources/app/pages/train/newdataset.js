// Creates a named data set from the current labels: all of a model, or those that a filter selects.
import { html, useEffect, useRef, useState } from '../../core/html.js';
import { path, query, send } from '../../core/api.js';
import { count } from '../../core/format.js';
import { useLoaded } from '../../core/load.js';
import { Progress, Trouble } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { ALL, requestOf, SOURCES } from './datasetfilter.js';
import { about, Below } from './field.js';

/** New labels appear while the form is open. */
const FRESH = 10_000;
const NAME = '[a-z0-9][a-z0-9._\\-]{0,62}';

/**
 * @param {() => void} made called when it is created
 * @param {() => void} onClose
 */
export function NewDataset({ made, onClose }) {
  const [typed, type] = useState(ALL);
  const [problem, refuse] = useState(null);
  const [errors, mark] = useState({});
  const [sending, sent] = useState(false);
  const form = useRef(null);
  useEffect(() => form.current.querySelector('input').focus(), []);
  useEffect(() => form.current.querySelector('[aria-invalid="true"]')?.focus(), [errors]);
  const say = (name) => (e) => type((before) => ({ ...before, [name]: e.target.value }));
  const submit = async (e) => {
    e.preventDefault();
    if (sending) return;
    const { body, errors: wrong } = requestOf(typed);
    refuse(null);
    mark(wrong);
    if (Object.keys(wrong).length > 0) return;
    sent(true);
    try {
      const { name, images } = await send('POST', path('datasets'), body);
      toast(`The data set ${name} has ${count(images)} images.`, { kind: 'good' });
      made();
    } catch (said) {
      refuse(said);
      sent(false);
    }
  };
  return html`
    <form class="card stack train-form" aria-label="New data set" ref=${form} onSubmit=${submit}>
      <p class="muted">The labels as they are now. What is left empty chooses all of them.</p>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="train-fields">
        <label>Name
          <input required pattern=${NAME} maxlength="63" autocomplete="off" placeholder="autumn" title="a to z, 0 to 9, ., - and _"
              value=${typed.name} onInput=${say('name')} />
          <small>a to z, 0 to 9, ., - and _</small>
        </label>
        <${Model} chosen=${typed.model} choose=${say('model')} />
        <label>Labels from
          <select value=${typed.source} onChange=${say('source')}>
            <option value="">anywhere</option>
            ${SOURCES.map((each) => html`<option value=${each}>${each}</option>`)}
          </select>
          <small>where a label came from</small>
        </label>
        <label>Labeled by
          <input maxlength="100" autocomplete="off" placeholder="anyone" value=${typed.by} onInput=${say('by')} />
          <small>the name that came with the label</small>
        </label>
        <label class="broad">Labeled since
          <input type="datetime-local" step="1" value=${typed.since} onInput=${say('since')} />
          <small>then or later, in local time</small>
        </label>
        <label class="broad" for="dataset-until">Labeled before
          <input type="datetime-local" step="1" ...${about('dataset-until', errors.until)} value=${typed.until} onInput=${say('until')} />
          <${Below} id="dataset-until" error=${errors.until} hint="in local time" />
        </label>
        <label class="broad" for="dataset-tags">Tags
          <textarea rows="2" spellcheck="false" placeholder="shop=north" ...${about('dataset-tags', errors.tags)}
              value=${typed.tags} onInput=${say('tags')}></textarea>
          <${Below} id="dataset-tags" error=${errors.tags} hint="key=value, one a line: images that have all of them" />
        </label>
      </div>
      <${Labels} model=${typed.model} chosen=${typed.labels} choose=${(labels) => type((before) => ({ ...before, labels }))} />
      ${sending && html`
        <div role="status">Reading the labels… <${Progress} label="Reading the labels" /></div>`}
      <div class="row">
        <button class="main" type="submit" disabled=${sending}>${sending ? 'Asking…' : 'Create data set'}</button>
        <button type="button" class="plain" disabled=${sending} onClick=${onClose}>Cancel</button>
      </div>
    </form>`;
}

function Model({ chosen, choose }) {
  const models = useLoaded(path('models')).data?.models ?? [];
  return models.length > 1 && html`
    <label>Labels of
      <select value=${chosen} onChange=${choose}>
        <option value="">the server’s default model</option>
        ${models.map((each) => html`<option value=${each.name}>${each.name}</option>`)}
      </select>
      <small>the model whose labels they are</small>
    </label>`;
}

/** Classes to choose from; none selected means all. */
function Labels({ model, chosen, choose }) {
  const labels = useLoaded(query(path('labels'), { model }), { every: FRESH }).data?.labels ?? [];
  const names = labels.filter((each) => each.images > 0).map((each) => each.label);
  const turn = (name) => choose(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return names.length > 0 && html`
    <fieldset class="train-choice">
      <legend>Classes</legend>
      <p class="muted">${chosen.length === 0 ? 'all of them, if none is chosen' : `${count(chosen.length)} of ${count(names.length)}`}</p>
      <div>
        ${names.map((name) => html`
          <label key=${name} class="inline">
            <input type="checkbox" checked=${chosen.includes(name)} onChange=${() => turn(name)} /><span class="cut" title=${name}>${name}</span>
          </label>`)}
      </div>
    </fieldset>`;
}
