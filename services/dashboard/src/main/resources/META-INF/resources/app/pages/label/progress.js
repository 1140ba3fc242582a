// Number of labels, and of those missing until the next training.
import { html } from '../../core/html.js';
import { count } from '../../core/format.js';
import { Loaded, Progress } from '../../ui/parts.js';

export function LabelProgress({ labels, classes }) {
  return html`
    <section class="card stack label-progress" aria-label="Labels so far">
      <${Loaded} of=${labels}>${(data) => html`
        <${Next} ...${data} />
        <${Counts} labels=${data.labels} classes=${classes} />`}
      </${Loaded}>
    </section>`;
}

function Next({ labeled, sinceLastTraining, nextTraining }) {
  const words = nextTraining === null
    ? 'Trainings do not begin by themselves; start one in Train.'
    : nextTraining.missing > 0
      ? `${count(nextTraining.missing)} more until the next training.`
      : 'Enough for the next training.';
  return html`
    <div class="spread">
      <h2>${count(labeled)} labeled</h2>
      <span class="muted">${count(sinceLastTraining)} since the last training</span>
    </div>
    ${nextTraining !== null && html`
      <${Progress} label="Labels until the next training" value=${(nextTraining.newLabels - nextTraining.missing) / nextTraining.newLabels} />`}
    <p class="muted">${words}</p>`;
}

/** Each class with its number of labels, those of new classes below. */
function Counts({ labels, classes }) {
  const images = new Map(labels.map((each) => [each.label, each.images]));
  const names = [...classes, ...labels.map((each) => each.label).filter((name) => !classes.includes(name))];
  const most = Math.max(1, ...images.values());
  return html`
    <ol class="bars label-counts" aria-label="Labels of each class">
      ${names.map((name) => html`
        <li key=${name}>
          <span class="name" title=${name}>${name}</span>
          <span class="track" aria-hidden="true"><span style=${{ width: (100 * (images.get(name) ?? 0)) / most + '%' }}></span></span>
          <span class="number">${count(images.get(name) ?? 0)}</span>
        </li>`)}
    </ol>`;
}
