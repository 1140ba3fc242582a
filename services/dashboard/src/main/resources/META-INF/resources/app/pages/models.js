// Models, their versions, and how versions are rolled out.
import { html } from '../core/html.js';
import { Create } from './models/create.js';
import { Models } from './models/models.js';
import { Model } from './models/model.js';
import { VersionPage } from './models/version.js';

/** `#/models` lists, `#/models?create` is for a new one, `#/models/{model}` shows one, `#/models/{model}/{version}` one of its versions. */
export function ModelsPage({ parts, parameters }) {
  const [model, version] = parts;
  if (model === undefined && parameters.has('create')) return html`<${Create} />`;
  if (model === undefined) return html`<${Models} />`;
  return version === undefined
    ? html`<${Model} key=${model} model=${model} />`
    : html`<${VersionPage} key=${model + '/' + version} model=${model} version=${version} />`;
}
