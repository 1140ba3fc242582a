// An overlay that shows which parts of an image contribute to a label.
import { html, useEffect, useState } from '../../core/html.js';
import { path, picture, query } from '../../core/api.js';
import { Trouble } from '../../ui/parts.js';

const SIZE = 1024;
/**
 * Explanations are computed one at a time: a busy gateway is retried this often, with these pauses.
 */
const TRIES = 4;
const PAUSE = 2000;

/** Kept from image to image. */
let kept = { on: false, opacity: 1 };

/** The choice of what is explained, and the overlay's opacity. */
export function useEvidence(image, answer) {
  const [chosen, choose] = useState({ ...kept, version: null, label: null });
  const version = chosen.version ?? answer?.model.version ?? null;
  const own = image.predictions.find((each) => each.model.version === version);
  const label = chosen.label ?? own?.labels[0].label ?? null;
  const address = chosen.on && version !== null
    ? query(path('images', image.id, 'explanation'), { version, label, size: SIZE })
    : null;
  const { url, problem, loading, again } = usePicture(address);
  const change = (part) => {
    const { on, opacity } = { ...chosen, ...part };
    kept = { on, opacity };
    choose((before) => ({ ...before, ...part }));
  };
  return { ...chosen, version, label, url, problem, loading, again, change };
}

/** Loads a picture; keeps the previous one until it is loaded. */
function usePicture(address) {
  const [held, hold] = useState({ address: null, url: null, problem: null });
  const [turn, again] = useState(0);
  useEffect(() => {
    if (address === null) return undefined;
    const control = new AbortController();
    patient(() => picture(address, { signal: control.signal }), control.signal)
      .then((url) => (control.signal.aborted ? URL.revokeObjectURL(url) : hold({ address, url, problem: null })))
      .catch((problem) => control.signal.aborted || hold({ address, url: null, problem }));
    return () => control.abort();
  }, [address, turn]);
  useEffect(() => () => held.url && URL.revokeObjectURL(held.url), [held.url]);
  return {
    url: address === null ? null : held.url,
    problem: address !== null && held.address === address ? held.problem : null,
    loading: address !== null && held.address !== address,
    again: () => {
      hold({ address: null, url: null, problem: null });
      again((before) => before + 1);
    },
  };
}

async function patient(ask, signal) {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (problem) {
      if (problem.status !== 503 || tried === TRIES || signal.aborted) throw problem;
      await new Promise((go) => setTimeout(go, PAUSE));
    }
  }
}

/** The overlay. The caption in the picture is cropped, since the page shows it. */
export function Overlay({ evidence }) {
  return html`
    ${evidence.url && html`
      <img class="image-overlay" src=${evidence.url} style=${{ opacity: evidence.opacity }}
          alt=${`Evidence for ${evidence.label}`} />`}
    ${evidence.loading && html`<span class="image-busy" role="status">Explaining…</span>`}`;
}

/**
 * Controls for what is explained, and for the opacity.
 *
 * @param {{version: number, classes: string[]}[]} versions that can be explained
 */
export function EvidenceControls({ evidence, versions }) {
  const { on, version, label, opacity, change } = evidence;
  const classes = versions.find((each) => each.version === version)?.classes ?? [label];
  return html`
    <div class="image-evidence">
      <button aria-pressed=${on} aria-keyshortcuts="h" onClick=${() => change({ on: !on })}>What decided <kbd aria-hidden="true">h</kbd></button>
      ${on && html`
        <label>Version
          <select value=${version} onChange=${({ target }) => change({ version: Number(target.value), label: null })}>
            ${versions.map((each) => html`<option key=${each.version} value=${each.version}>${each.name}:${each.version}</option>`)}
          </select>
        </label>
        <label>Speaks for
          <select value=${label} onChange=${({ target }) => change({ label: target.value })}>
            ${classes.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}
          </select>
        </label>
        <label>Strength
          <input type="range" min="0" max="1" step="0.05" value=${opacity} onInput=${({ target }) => change({ opacity: Number(target.value) })} />
        </label>
        <p class="image-scale muted"><span>little evidence</span><span class="scale" aria-hidden="true"></span><span>much</span></p>`}
    </div>
    ${evidence.problem && html`<${Trouble} problem=${evidence.problem} retry=${evidence.again} />`}`;
}
