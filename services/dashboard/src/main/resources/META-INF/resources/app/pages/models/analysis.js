// The conditions of a rollout, and their measurements.
import { html } from '../../core/html.js';
import { ago, count, duration, percent } from '../../core/format.js';
import { useNow } from '../../core/now.js';
import { Badge } from '../../ui/parts.js';
import { drawn, valueOf } from './measure.js';
import { conditionsOf } from './state.js';
import { basisWords, conditionWords, metricOf, numberOf, parsed, rangeOf, verdictWords } from './words.js';

/** All conditions of the rollout in progress. */
export function Analysis({ state }) {
  const { rollout } = state;
  const { analysis } = rollout;
  const now = useNow(5000);
  const conditions = conditionsOf(rollout);
  const last = conditions.map(({ measured }) => measured?.at).filter(Boolean).sort().pop();
  if (conditions.length === 0) {
    return html`
      <section class="card" aria-label="Analysis"><p class="muted">The policy measures nothing: no condition can end this rollout.</p></section>`;
  }
  return html`
    <section class="card stack" aria-labelledby="models-analysis">
      <div class="spread">
        <h2 id="models-analysis">Analysis</h2>
        <span class="muted">every ${duration(analysis.intervalSeconds)}, intervals of ${percent(analysis.confidence, 0)}${last ? `, last ${ago(last, now)}` : ''}</span>
      </div>
      <ul class="models-conditions">
        ${conditions.map((each) => html`
          <${Condition} key=${each.condition.metric + each.condition.successCondition + each.condition.estimated} ...${each} state=${state} />`)}
      </ul>
    </section>`;
}

function Condition({ condition, measured, asked, state }) {
  const verdict = asked ? verdictWords(condition, measured) : { kind: 'plain', words: 'not while it is no shadow' };
  const { of } = parsed(condition.successCondition) ?? { of: 'value' };
  const told = Number.isFinite(measured?.value);
  const number = (value) => numberOf(condition.metric, of, value);
  return html`
    <li data-verdict=${verdict.kind}>
      <div class="what">
        <strong>${conditionWords(condition)}</strong>
        <span class="muted">${metricOf(condition.metric, condition.estimated).says}</span>
      </div>
      <div class="measured">
        <${Whisker} successCondition=${condition.successCondition} measured=${measured} />
        <span class="number">${told
          ? html`${number(measured.value)} <span class="muted">(${rangeOf(condition.metric, of, measured)})</span>`
          : html`<span class="muted">no value yet</span>`}</span>
      </div>
      <div class="verdict">
        <${Badge} kind=${verdict.kind}>${verdict.words}</${Badge}>
        ${measured && html`<span class="muted number">${limits(condition, measured)}</span>`}
      </div>
      <${Values} metric=${condition.estimated ? 'estimated-accuracy' : condition.metric} state=${state} />
    </li>`;
}

function limits(condition, measured) {
  const said = [basisWords(condition, measured)];
  said.push(measured.failures === 0 ? 'never missed' : `missed ${timesWords(measured.failures)}, ends at ${condition.failureLimit + 1}`);
  if (measured.inconclusive > 0) said.push(`not sure ${timesWords(measured.inconclusive)} in a row, pauses at ${condition.inconclusiveLimit + 1}`);
  return said.join(' · ');
}

function timesWords(number) {
  return number === 1 ? 'once' : `${number} times`;
}

/** The interval, the value and the bound, with the accepted side. */
function Whisker({ successCondition, measured }) {
  const at = drawn(successCondition, measured);
  if (at === null) return html`<span class="whisker" aria-hidden="true"></span>`;
  const part = (from, to) => ({ left: from + '%', width: to - from + '%' });
  return html`
    <span class="whisker" aria-hidden="true">
      <span class="meets" style=${part(at.from, at.to)}></span>
      <span class="interval" style=${part(at.low, at.high)}></span>
      <span class="value" style=${{ left: at.value + '%' }}></span>
      <span class="bound" style=${{ left: at.bound + '%' }}></span>
    </span>`;
}

/** The figures of the candidate and of the serving version, since weight or shadow last changed. */
function Values({ metric, state }) {
  const of = (version) => {
    const found = valueOf(metric, state.figures?.versions.find((each) => each.version === version));
    if (found === null) return '–';
    const interval = found.low === undefined ? '' : ` (${rangeOf(metric, 'value', found)})`;
    return numberOf(metric, 'value', found.value) + interval;
  };
  return html`
    <dl class="values">
      <div data-candidate="true">
        <dt>version ${state.rollout.version}</dt>
        <dd class="number">${of(state.rollout.version)}</dd>
      </div>
      <div><dt>version ${state.serving}</dt><dd class="number">${of(state.serving)}</dd></div>
    </dl>`;
}
