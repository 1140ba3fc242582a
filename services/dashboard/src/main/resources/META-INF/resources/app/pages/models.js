// Models, their versions, and how versions are rolled out.
import { html } from '../core/html.js';
import { Models } from './models/models.js';
import { Model } from './models/model.js';
import { VersionPage } from './models/version.js';

/** `#/models` lists, `#/models/{model}` shows one, `#/models/{model}/{version}` one of its versions. */
export function ModelsPage({ parts }) {
  const [model, version] = parts;
  if (model === undefined) return html`<${Models} />`;
  return version === undefined
    ? html`<${Model} key=${model} model=${model} />`
    : html`<${VersionPage} key=${model + '/' + version} model=${model} version=${version} />`;
}
