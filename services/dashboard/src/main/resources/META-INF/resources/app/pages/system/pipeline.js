// The way of an image and the way of a version, with what is on it now.
import { html } from '../../core/html.js';
import { Badge } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';

/**
 * Two lanes of stations and what lies between them.
 *
 * @param {{name: string, stations: object[]}[]} lanes as `lanesOf` makes them
 */
export function Pipeline({ lanes }) {
  return html`
    <div class="pipeline">
      ${lanes.map(({ name, stations }) => html`
        <section aria-label=${name} key=${name}>
          <h3>${name}</h3>
          <ol class="lane">
            ${stations.map((station) => html`
              <li key=${station.name}>
                ${station.from && html`<${Flow} ...${station.from} />`}
                <${Station} ...${station} />
              </li>`)}
          </ol>
        </section>`)}
    </div>`;
}

/** A topic on the way to a station; its dashes move while something does. */
function Flow({ topic, said, kind, moving }) {
  return html`
    <div class="flow" data-kind=${kind} data-moving=${moving}>
      <span class="topic" title=${'Kafka topic weft.' + topic}>${topic}</span>
      <span class="line" aria-hidden="true"></span>
      <span class="said">${said}</span>
    </div>`;
}

/** A part of the system: what it is, whether it is well, and its figures. */
function Station({ name, icon, state, figures }) {
  return html`
    <div class="station" data-kind=${state.kind}>
      <div class="spread">
        <strong><${Icon} name=${icon} size="18" />${name}</strong>
        <${Badge} kind=${state.kind} title=${state.why}>${state.word}</${Badge}>
      </div>
      <dl>
        ${figures.map(({ label, value }) => html`
          <div key=${label}><dt>${label}</dt><dd class="number">${value}</dd></div>`)}
      </dl>
    </div>`;
}
