// Wrong predictions as pictures.
import { html } from '../../core/html.js';
import { percent } from '../../core/format.js';
import { Thumb } from '../../ui/parts.js';

/** Images with their label and prediction. */
export function Mistakes({ mistakes }) {
  return html`
    <ul class="train-worst">
      ${mistakes.map((each) => html`
        <li key=${each.imageId}>
          <${Thumb} id=${each.imageId} size=${112} alt=${`shows ${each.label}, said ${each.answer}`} />
          <span class="cut" title=${each.label}>${each.label}</span>
          <span class="cut said" title=${each.answer}>${each.answer} ${percent(each.probability, 0)}</span>
        </li>`)}
    </ul>`;
}
