// Trainings: the form, past trainings, and a single one.
import { html } from '../core/html.js';
import { Runs } from './train/runs.js';
import { Run } from './train/run.js';

/** `#/train` is the list, `#/train/{id}` a training. */
export function TrainPage({ parts }) {
  return parts.length === 0 ? html`<${Runs} />` : html`<${Run} key=${parts[0]} id=${parts[0]} />`;
}
