// Choice of a class by key, by button or by name.
import { html, useState } from '../core/html.js';
import { percent } from '../core/format.js';
import { DIGITS } from '../core/labels.js';

/** The gateway's limit of a label's length in characters. */
const LONGEST = 100;

/**
 * The classes as buttons.
 *
 * @param {string[]} classes in a fixed order; the first ten have keys
 * @param {string|null} chosen the image's label
 * @param {{label: string, probability: number}[]} predicted a version's prediction
 * @param {(label: string) => void} say
 */
export function ClassButtons({ classes, chosen, predicted = [], say }) {
  const most = predicted[0]?.label;
  return html`
    <div class="classes" role="group" aria-label="Classes">
      ${classes.map((name, place) => html`
        <button key=${name} aria-pressed=${name === chosen} data-predicted=${name === most} title=${name} onClick=${() => say(name)}
            aria-keyshortcuts=${DIGITS[place]}>
          ${DIGITS[place] ? html`<kbd aria-hidden="true">${DIGITS[place]}</kbd>` : html`<span></span>`}
          <span class="cut">${name}</span>
          <small class="number">${predicted.length > 0 && percent(probabilityOf(name, predicted), 0)}</small>
        </button>`)}
    </div>`;
}

/** Undefined for a label that is not among the predicted ones. */
function probabilityOf(name, predicted) {
  return predicted.find((each) => each.label === name)?.probability ?? NaN;
}

/** Returns the shortcuts of the classes, for `useKeys`. */
export function classKeys(classes, say) {
  return Object.fromEntries(classes.slice(0, DIGITS.length).map((name, place) => [DIGITS[place], () => say(name)]));
}

/**
 * Input for any other label, with existing ones as suggestions.
 *
 * @param {string[]} known labels
 * @param {{current: Element|null}} input which a shortcut focuses
 * @param {(label: string) => void} say
 */
export function OtherLabel({ known, input, say }) {
  const [text, set] = useState('');
  const name = text.trim();
  const submit = (event) => {
    event.preventDefault();
    if (name === '') return;
    set('');
    input.current.blur();
    say(name);
  };
  return html`
    <form class="other" onSubmit=${submit}>
      <label>
        <span>Another label <kbd aria-hidden="true">/</kbd></span>
        <input ref=${input} list="known-labels" maxlength=${LONGEST} autocomplete="off" autocapitalize="off" spellcheck=${false}
            placeholder="Type a name" value=${text} onInput=${(event) => set(event.target.value)}
            onKeyDown=${(event) => event.key === 'Escape' && input.current.blur()} />
      </label>
      <datalist id="known-labels">${known.map((each) => html`<option key=${each} value=${each} />`)}</datalist>
      <button disabled=${name === ''}>${name === '' || known.includes(name) ? 'Label' : 'New class'}</button>
    </form>`;
}
