// Small components of many pages.
import { html, useEffect, useRef, useState } from '../core/html.js';
import { preview } from '../core/api.js';
import { duration, percent } from '../core/format.js';
import { to } from '../core/route.js';
import { notSure } from '../core/uncertain.js';

/** Milliseconds before each retry: a gateway creates few previews at a time. */
const THUMB_PAUSES = [1500, 4000];

/** A small upright preview that links to the image's page. */
export function Thumb({ id, size = 64, link = true, alt = '' }) {
  const [failed, fail] = useState({ id, times: 0, waits: false });
  const { times, waits } = failed.id === id ? failed : { times: 0, waits: false };
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => fail({ id, times, waits: false }), THUMB_PAUSES[times - 1]);
    return () => clearTimeout(timer);
  }, [id, times, waits]);
  const lost = () => fail({ id, times: times + 1, waits: times < THUMB_PAUSES.length });
  const picture = times > THUMB_PAUSES.length
    ? html`<span class="thumb gone" style=${{ width: size + 'px', height: size + 'px' }} title="no preview">?</span>`
    : html`<img class="thumb" key=${`${id} ${waits ? 'waits' : times}`} loading="lazy" decoding="async" width=${size} height=${size} alt=${alt}
          src=${waits ? undefined : preview(id, 2 * size)} onError=${lost} />`;
  return link ? html`<a href=${to('images', id)} aria-label=${'Image ' + id}>${picture}</a>` : picture;
}

/** Probabilities as bars, most probable first. */
export function Bars({ labels, most = 3, expected = null }) {
  return html`
    <ol class="bars">
      ${labels.slice(0, most).map(({ label, probability }, place) => html`
        <li key=${label} class=${place === 0 ? 'first' : ''} data-right=${expected === null ? undefined : label === expected}>
          <span class="name" title=${label}>${label}</span>
          <span class="track" aria-hidden="true"><span style=${{ width: 100 * probability + '%' }}></span></span>
          <span class="number">${percent(probability, 0)}</span>
        </li>`)}
    </ol>`;
}

/** A word on a coloured background; the meaning does not depend on the colour. */
export function Badge({ kind = 'plain', children, title }) {
  return html`<span class="badge" data-kind=${kind} title=${title}>${children}</span>`;
}

/** Why an answer is uncertain; nothing if it is not, or the version has no rules for it. */
export function NotSure({ answer }) {
  const why = notSure(answer);
  return why !== '' && html`<p class="not-sure"><${Badge} kind="warn">${why}</${Badge}></p>`;
}

const ROLES = { primary: 'plain', canary: 'canary', shadow: 'shadow' };

/** A version and its role for an image. */
export function Version({ model, version, role }) {
  return html`
    <span class="version">
      <a href=${to('models', model, version)}>${model}:${version}</a>
      ${role && role !== 'primary' && html` <${Badge} kind=${ROLES[role] ?? 'plain'}>${role}</${Badge}>`}
    </span>`;
}

/** A proportion with its interval: a bar, a whisker, the numbers. */
export function Share({ share, what = 'images' }) {
  if (!share || share.value === null || share.whole === 0) return html`<span class="muted">no ${what} yet</span>`;
  const left = 100 * share.low;
  return html`
    <span class="share" title=${`${share.part} of ${share.whole} ${what}; 95 % interval ${percent(share.low)} to ${percent(share.high)}`}>
      <span class="number">${percent(share.value)}</span>
      <span class="track" aria-hidden="true">
        <span class="whisker" style=${{ left: left + '%', width: 100 * share.high - left + '%' }}></span>
        <span class="mark" style=${{ left: 100 * share.value + '%' }}></span>
      </span>
      <span class="muted">${share.part} of ${share.whole}</span>
    </span>`;
}

/** An estimate of accuracy on all images, with the labels that correct it. */
export function Estimate({ estimate }) {
  if (!estimate || estimate.value === null)
    return html`<span class="muted">no estimate: it takes 30 labels</span>`;
  const { value, low, high, labels, random, calibrated } = estimate;
  return html`
    <span class="share" title=${`95 % interval ${percent(low)} to ${percent(high)}`}>
      <span class="number">${percent(value)}</span>
      <span class="track" aria-hidden="true">
        <span class="whisker" style=${{ left: 100 * low + '%', width: 100 * (high - low) + '%' }}></span>
        <span class="mark" style=${{ left: 100 * value + '%' }}></span>
      </span>
      <span class="muted">${random ? `${labels} random labels` : `${labels} labels that people chose`}${calibrated ? '' : '; its confidences are not calibrated'}</span>
    </span>`;
}

/** A progress bar; indeterminate without a value. */
export function Progress({ value = null, label }) {
  return value === null
    ? html`<progress aria-label=${label}></progress>`
    : html`<progress aria-label=${label} max="1" value=${Math.max(0, Math.min(1, value))}></progress>`;
}

/** A figure with its name. */
export function Figure({ name, value, hint, kind }) {
  return html`
    <div class="figure" data-kind=${kind}>
      <dt>${name}</dt>
      <dd>${value}${hint && html`<small>${hint}</small>`}</dd>
    </div>`;
}

/** An error, with what to do. */
export function Trouble({ problem, retry }) {
  return html`
    <div class="trouble" role="alert">
      <strong>${problem.title ?? 'Something went wrong'}</strong>
      ${problem.message !== problem.title && html`<span>${problem.message}</span>`}
      ${retry && html`<button onClick=${retry}>Try again</button>`}
    </div>`;
}

/** A placeholder for an empty list, with instructions. */
export function Empty({ title, children }) {
  return html`<div class="empty"><h2>${title}</h2><p>${children}</p></div>`;
}

/** The state of a page's data: error, loading, or the content. */
export function Loaded({ of, children }) {
  if (of.data !== null) {
    return html`${of.problem && html`<${Trouble} problem=${of.problem} retry=${of.reload} />`}${children(of.data)}`;
  }
  if (of.problem) return html`<${Trouble} problem=${of.problem} retry=${of.reload} />`;
  return html`<p class="muted loading" role="status">Loading…</p>`;
}

/** Formats seconds; handles missing values. */
export function Seconds({ value }) {
  return html`<span class="number">${duration(value)}</span>`;
}

/** A confirmation dialog. Escape and the backdrop cancel it. The focus returns to where it was. */
export function Dialog({ title, onClose, children, wide }) {
  const dialog = useRef(null);
  const gone = useRef(false);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element.showModal();
    return () => {
      gone.current = true;
      // Elements behind an open dialog cannot be focused.
      element.close();
      before?.focus({ preventScroll: true });
      setTimeout(() => {
        // The action may have removed the focused element.
        if (document.activeElement === document.body) document.getElementById('main').focus({ preventScroll: true });
      });
    };
  }, []);
  return html`
    <dialog ref=${dialog} class=${wide ? 'wide' : ''} aria-labelledby="dialog-title" onClose=${() => gone.current || onClose()}
        onClick=${(e) => e.target === dialog.current && dialog.current.close()}>
      <div class="inside">
        <h2 id="dialog-title">${title}</h2>
        ${children}
      </div>
    </dialog>`;
}
