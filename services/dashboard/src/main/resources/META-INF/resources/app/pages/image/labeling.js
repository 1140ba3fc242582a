// The image's label, as given by a person.
import { html } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { ago } from '../../core/format.js';
import { Badge } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';
import { ClassButtons, OtherLabel } from '../../ui/classes.js';
import { Lacking } from '../../ui/signin.js';

const SOURCES = {
  folder: 'by its folder',
  csv: 'by a CSV file',
  'label-studio': 'in Label Studio',
  'object-store': 'by its place in the store',
};

export function Labeling({ image, answer, classes, known, input, label, unlabel }) {
  const refused = lacks('labeler');
  return html`
    <section class="card stack" aria-label="Label">
      <div class="spread">
        <h2>What it shows</h2>
        ${image.label !== null && refused === null && html`
          <button onClick=${unlabel} aria-keyshortcuts="Delete"><${Icon} name="undo" size="16" />Take back</button>`}
      </div>
      <p class="image-said" role="status">
        ${image.label === null
          ? html`<span class="muted">Nobody has said. A label corrects the model, and the next training learns from it.</span>`
          : html`
            <${Badge} kind="accent"><span class="cut" title=${image.label}>${image.label}</span></${Badge}>
            <span class="muted">${origin(image.labeling)}</span>`}
      </p>
      ${refused !== null ? html`<${Lacking} why=${refused} />` : html`
        <${ClassButtons} classes=${classes} chosen=${image.label} predicted=${answer?.labels} say=${label} />
        <${OtherLabel} known=${known} input=${input} say=${label} />`}
    </section>`;
}

function origin(labeling) {
  if (!labeling) return '';
  const who = labeling.by ? `by ${labeling.by}` : SOURCES[labeling.source] ?? 'by a person';
  return `${who}, ${ago(labeling.at)}`;
}
