// The flows of images and versions through the system, with their current load.
import { html } from '../../core/html.js';
import { Badge } from '../../ui/parts.js';
import { Icon } from '../../ui/icon.js';

/**
 * Two lanes of stations and the topics between them.
 *
 * @param {{name: string, stations: object[]}[]} lanes as returned by `lanesOf`
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

/** A topic before a station; its line is animated while records flow. */
function Flow({ topic, said, kind, moving }) {
  return html`
    <div class="flow" data-kind=${kind} data-moving=${moving}>
      <span class="topic" title=${'Kafka topic weft.' + topic}>${topic}</span>
      <span class="line" aria-hidden="true"></span>
      <span class="said">${said}</span>
    </div>`;
}

/** A component of the system: name, health and figures. */
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
