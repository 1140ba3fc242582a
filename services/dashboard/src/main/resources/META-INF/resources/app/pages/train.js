// Trainings: to start one, the past ones, and one of them.
import { html } from '../core/html.js';
import { Runs } from './train/runs.js';
import { Run } from './train/run.js';

/** `#/train` lists, `#/train/{id}` shows one. */
export function TrainPage({ parts }) {
  return parts.length === 0 ? html`<${Runs} />` : html`<${Run} key=${parts[0]} id=${parts[0]} />`;
}
