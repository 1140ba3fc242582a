// The form that requests a training.
import { html, useEffect, useRef, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, send } from '../../core/api.js';
import { count } from '../../core/format.js';
import { freshId } from '../../core/identity.js';
import { useLoaded } from '../../core/load.js';
import { go } from '../../core/route.js';
import { Trouble } from '../../ui/parts.js';
import { Lacking } from '../../ui/signin.js';
import { toast } from '../../ui/toast.js';
import { about, Below } from './field.js';
import { FIELDS, fieldOf, recipeOf } from './recipe.js';

/** The server's default model, its serving version, and its current labels. */
export const NOTHING = { model: '', parent: '', dataset: '' };

/**
 * The form, with the less important settings behind "More settings".
 *
 * @param {{model: string, parent: string, dataset: string}} from what the training starts from
 * @param {object[]} datasets the named data sets
 */
export function Form({ from, choose, datasets }) {
  const [typed, type] = useState({});
  const { problem, errors, sending, submit } = useSubmit(typed, from);
  const more = useRef(null);
  const form = useRef(null);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    if (FIELDS.some((field) => !field.front && errors[field.path])) more.current.open = true;
    form.current.querySelector('[aria-invalid="true"]')?.focus();
  }, [errors]);
  const field = (each) => html`
    <${Field} key=${each.path} field=${each} value=${typed[each.path]} error=${errors[each.path]}
        onChange=${(value) => type((before) => ({ ...before, [each.path]: value }))} />`;
  return html`
    <form class="card stack train-form" aria-labelledby="train-start" ref=${form} onSubmit=${submit} noValidate>
      <div class="spread">
        <h2 id="train-start">Start a training</h2>
        <p class="muted">What is left empty is the trainer's default, shown in grey.</p>
      </div>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="train-fields">
        <${Parent} chosen=${from} choose=${choose} />
        <${NamedDataset} datasets=${datasets} chosen=${from} choose=${choose} />
        ${FIELDS.filter((each) => each.front).map(field)}
      </div>
      <details ref=${more}>
        <summary>More settings</summary>
        <div class="train-fields">${FIELDS.filter((each) => !each.front).map(field)}</div>
      </details>
      <${Lacking} why=${lacks('operator')} />
      <div class="row">
        <button class="main" type="submit" disabled=${sending || lacks('operator') !== null}>${sending ? 'Asking…' : 'Start training'}</button>
        <button type="reset" class="plain"
            onClick=${() => { type({}); choose(NOTHING); }}>Clear</button>
      </div>
    </form>`;
}

/** Sends the request once, however often the button is pressed. */
function useSubmit(typed, from) {
  const [problem, refuse] = useState(null);
  const [errors, mark] = useState({});
  const [sending, sent] = useState(false);
  const id = useRef(freshId());
  useEffect(() => {
    id.current = freshId();
  }, [typed, from]);
  const submit = async (e) => {
    e.preventDefault();
    if (sending) return;
    const { recipe, errors: wrong } = recipeOf(typed);
    refuse(null);
    mark(wrong);
    if (Object.keys(wrong).length > 0) return;
    sent(true);
    const body = {
      model: from.model || undefined,
      parent: from.parent === '' ? undefined : Number(from.parent),
      dataset: from.dataset || undefined,
      recipe: recipe ?? undefined,
    };
    try {
      const training = await send('POST', path('trainings'), body, { 'Idempotency-Key': id.current });
      toast('The training is asked for.', { kind: 'good' });
      go('train', training.id);
    } catch (said) {
      const about = said.status === 400 ? fieldOf(said.message) : null;
      if (about === null) refuse(said);
      else mark({ [about]: said.message });
      sent(false);
    }
  };
  return { problem, errors, sending, submit };
}

/** Selects the model, and the version to continue from. */
function Parent({ chosen, choose }) {
  const models = useLoaded(path('models')).data?.models ?? [];
  const model = models.find((each) => each.name === chosen.model) ?? (models.length === 1 ? models[0] : null);
  const versions = [...(model?.versions ?? [])].reverse();
  return html`
    ${models.length > 1 && html`
      <label>Model
        <select value=${chosen.model} onChange=${(e) => choose({ ...chosen, model: e.target.value, parent: '' })}>
          <option value="">${chosen.dataset ? 'the data set’s' : 'the server’s default'}</option>
          ${models.map((each) => html`<option value=${each.name}>${each.name}</option>`)}
        </select>
        <small>a new version of it is made</small>
      </label>`}
    <label>Train on from
      <select value=${chosen.parent} onChange=${(e) => choose({ ...chosen, parent: e.target.value })}>
        <option value="">${model && versions.length === 0 ? `its base, ${model.base}` : 'the serving version'}</option>
        ${versions.map((each) => html`
          <option value=${each.version}>version ${each.version}${each.serving ? ', serving' : ''}</option>`)}
      </select>
      <small>the parent of the new version</small>
    </label>`;
}

/** Selects a named data set; shown if there is one. */
function NamedDataset({ datasets, chosen, choose }) {
  return datasets.length > 0 && html`
    <label>Data set
      <select name="dataset" value=${chosen.dataset} onChange=${(e) => choose({ ...chosen, dataset: e.target.value })}>
        <option value="">the labels now</option>
        ${datasets.map(({ name, model, images }) => html`
          <option value=${name}>${name}: ${count(images)} images of ${model}</option>`)}
      </select>
      <small>the same one again makes the same version</small>
    </label>`;
}

/** A setting with its hint and error. */
function Field({ field, value, error, onChange }) {
  const id = 'train-' + field.path.replace('.', '-');
  const said = about(id, error);
  const below = html`<${Below} id=${id} hint=${field.hint} error=${error} />`;
  if (field.kind === 'flag') {
    return html`
      <div class="flag">
        <label class="inline"><input type="checkbox" ...${said} checked=${value ?? false} onChange=${(e) => onChange(e.target.checked)} />${field.label}</label>
        ${below}
      </div>`;
  }
  return html`
    <label for=${id}>${field.label}
      ${field.kind === 'choice' ? html`
        <select ...${said} class=${value ? '' : 'standard'} value=${value ?? ''}
            onChange=${(e) => onChange(e.target.value)}>
          <option value="">${field.standard}</option>
          ${field.choices.filter((each) => each !== field.standard).map((each) => html`
            <option value=${each}>${each}</option>`)}
        </select>` : html`
        <input ...${said} inputmode=${field.kind === 'whole' ? 'numeric' : 'decimal'} autocomplete="off" placeholder=${field.standard}
            value=${value ?? ''} onInput=${(e) => onChange(e.target.value)} />`}
      ${below}
    </label>`;
}
