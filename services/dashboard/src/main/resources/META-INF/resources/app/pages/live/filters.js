// The filter's controls, which change the page's address.
import { html, useMemo } from '../../core/html.js';
import { replace } from '../../core/route.js';
import { addressOf, isOpen, namesIn, STATES } from './filter.js';

export function Filters({ filter, images, children }) {
  const { labels, versions } = useMemo(() => namesIn(images), [images]);
  const change = (part) => replace(addressOf({ ...filter, ...part }));
  return html`
    <form class="live-filters" aria-label="Filter" onSubmit=${(event) => event.preventDefault()}>
      <${Choice} name="Label" value=${filter.label} values=${labels} choose=${(label) => change({ label })} />
      <${Choice} name="Version" value=${filter.version} values=${versions} choose=${(version) => change({ version })} />
      <${Choice} name="State" value=${filter.state} values=${STATES} choose=${(state) => change({ state })} />
      <fieldset>
        <legend>Confidence</legend>
        <${Percent} name="From" value=${filter.from} otherwise="0" choose=${(from) => change({ from })} />
        <span aria-hidden="true">–</span>
        <${Percent} name="To" value=${filter.to} otherwise="100" choose=${(to) => change({ to })} />
        <span class="muted">%</span>
      </fieldset>
      <span class="live-actions">
        <button disabled=${isOpen(filter)} onClick=${() => replace(addressOf({}))}>Clear</button>
        ${children}
      </span>
    </form>`;
}

/** A choice of a name, or any. */
function Choice({ name, value, values, choose }) {
  const all = value !== '' && !values.includes(value) ? [value, ...values] : values;
  return html`
    <label>${name}
      <select value=${value} onChange=${(event) => choose(event.target.value)}>
        <option value="">any</option>
        ${all.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}
      </select>
    </label>`;
}

/** A percentage input. */
function Percent({ name, value, otherwise, choose }) {
  const changed = ({ target }) => choose(Math.min(100, Math.max(0, Number(target.value === '' ? otherwise : target.value))));
  return html`
    <input type="number" min="0" max="100" step="5" inputmode="numeric" aria-label=${`Confidence ${name.toLowerCase()}, percent`}
        value=${value} onChange=${changed} />`;
}
