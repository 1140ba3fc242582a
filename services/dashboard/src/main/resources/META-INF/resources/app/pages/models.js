// Models, their versions, and rollouts.
import { html } from '../core/html.js';
import { Create } from './models/create.js';
import { Models } from './models/models.js';
import { Model } from './models/model.js';
import { VersionPage } from './models/version.js';

/**
 * `#/models` is the list, `#/models?create` the form for a new model, `#/models/{model}` a model,
 * `#/models/{model}/{version}` a version.
 */
export function ModelsPage({ parts, parameters }) {
  const [model, version] = parts;
  if (model === undefined && parameters.has('create')) return html`<${Create} />`;
  if (model === undefined) return html`<${Models} />`;
  return version === undefined
    ? html`<${Model} key=${model} model=${model} />`
    : html`<${VersionPage} key=${model + '/' + version} model=${model} version=${version} />`;
}
