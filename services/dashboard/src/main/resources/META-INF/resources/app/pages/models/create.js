// Creates a model for custom classes from a name, a folder with one subfolder per class, and a
// base.
import { html, useRef, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { path, send, upload } from '../../core/api.js';
import { count } from '../../core/format.js';
import { say } from '../../core/labels.js';
import { useLoaded } from '../../core/load.js';
import { go, to } from '../../core/route.js';
import { Icon } from '../../ui/icon.js';
import { Progress, Trouble } from '../../ui/parts.js';
import { Lacking } from '../../ui/signin.js';
import { Creation } from './creation.js';
import { classesIn, lacking } from './folders.js';

const NAME = '[a-z0-9][a-z0-9_\\-]{0,62}';
/** Most rows of left-out files; the figure above counts all. */
const MOST = 20;

/** The form, and then the progress. */
export function Create() {
  const [name, rename] = useState('');
  const [base, choose] = useState('imagenet');
  const [found, find] = useState(null);
  const work = useCreation();
  const why = lacks('operator');
  const wrong = found === null ? null : lacking(found.classes);
  const submit = (e) => {
    e.preventDefault();
    if (found !== null && wrong === null) work.begin(name, base, found.classes);
  };
  return html`
    <div class="stack models">
      <a class="models-back" href=${to('models')}><${Icon} name="back" size="16" /> All models</a>
      <h1>New model</h1>
      <form class="card stack models-create" onSubmit=${submit}>
        <p class="muted">
          A model of your own classes, from photographs in folders: one folder a class,
          as <code>photos/polo</code> and <code>photos/hoodie</code>. Some dozens of each class are a good beginning.
        </p>
        ${work.problem && html`<${Trouble} problem=${work.problem} />`}
        <label>Name
          <input name="name" required pattern=${NAME} maxlength="63" autocomplete="off" placeholder="tops"
              title="a to z, 0 to 9, - and _" value=${name} disabled=${work.isBusy} onInput=${(e) => rename(e.target.value)} />
          <small>a to z, 0 to 9, - and _</small>
        </label>
        <label>Folder of photographs
          <input name="folder" type="file" webkitdirectory multiple required disabled=${work.isBusy}
              onChange=${(e) => find(e.target.files.length === 0 ? null : classesIn([...e.target.files]))} />
          <small>one folder in it for each class</small>
        </label>
        <${Base} chosen=${base} choose=${choose} disabled=${work.isBusy} />
        ${found && html`<${Found} found=${found} wrong=${wrong} />`}
        <${Lacking} why=${why} />
        ${work.isBusy ? html`<${Underway} work=${work} />` : html`
          <div class="row">
            <button class="main" type="submit" disabled=${why !== null || wrong !== null}>Create and train</button>
          </div>`}
      </form>
    </div>`;
}

function Base({ chosen, choose, disabled }) {
  const models = useLoaded(path('models')).data?.models ?? [];
  return html`
    <label>Starts from
      <select name="base" value=${chosen} disabled=${disabled} onChange=${(e) => choose(e.target.value)}>
        <option value="imagenet">ImageNet, which knows a bit of everything</option>
        ${models.filter((each) => each.versions.length > 0).map((each) => html`
          <option value=${each.name}>${each.name}: ${each.versions.at(-1).classes.slice(0, 4).join(', ')}…</option>`)}
        <option value="auto">whichever does better on these photographs</option>
      </select>
      <small>the network that the new model's own classes are trained on</small>
    </label>`;
}

function Found({ found: { classes, leftOut }, wrong }) {
  return html`
    <div class="stack" role="status">
      ${wrong && html`<strong class="bad">${wrong}</strong>`}
      ${classes.length > 0 && html`
        <ul class="models-classes" aria-label="Classes">${classes.map(({ name, files }) => html`
          <li><span class="cut" title=${name}>${name}</span> <span class="number">${count(files.length)}</span></li>`)}
        </ul>`}
      ${leftOut.length > 0 && html`
        <details>
          <summary>${count(leftOut.length)} left out</summary>
          <ul>${leftOut.slice(0, MOST).map(({ name, why }) => html`<li>${name}: <span class="muted">${why}</span></li>`)}</ul>
          ${leftOut.length > MOST && html`<p class="muted">and ${count(leftOut.length - MOST)} more</p>`}
        </details>`}
    </div>`;
}

function Underway({ work: { done, total, failed, isSending, retry, goOn } }) {
  return html`
    <div class="stack">
      <span role="status">${done + failed < total || failed === 0
        ? `${count(done)} of ${count(total)} photographs uploaded and labeled`
        : `${count(failed)} of ${count(total)} photographs could not be uploaded`}</span>
      <${Progress} value=${total === 0 ? null : (done + failed) / total} label="Photographs uploaded and labeled" />
      ${total > 0 && done + failed === total && failed > 0 && html`
        <div class="row">
          <button class="main" type="button" disabled=${isSending} onClick=${retry}>Try ${count(failed)} again</button>
          <button type="button" disabled=${isSending} onClick=${goOn}>Train without them</button>
        </div>`}
    </div>`;
}

/** See {@link Creation}. */
const SERVER = {
  create: (name, base) => send('POST', path('models'), { name, base }),
  add: async (name, label, file, id) => {
    await upload(file, id, name, 'training');
    return say(id, label);
  },
  train: async (name, id) => {
    const training = await send('POST', path('trainings'), { model: name }, { 'Idempotency-Key': id });
    go('train', training.id);
  },
};

/** Returns the creation's state and its steps. */
function useCreation() {
  const [, see] = useState(null);
  const held = useRef(null);
  held.current ??= new Creation(SERVER, see);
  const creation = held.current;
  return {
    ...creation.state,
    begin: (name, base, classes) => creation.begin(name, base, classes),
    retry: () => creation.retry(),
    goOn: () => creation.train(),
  };
}
