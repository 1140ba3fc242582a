// Keyboard shortcuts of pages.
import { useEffect, useRef, useState } from './html.js';

const SETTING = 'weft-keys';
const REPEATED = new Set(['j', 'k', 'ArrowLeft', 'ArrowRight']);
const CONTROL_KEYS = /^(Arrow|Home$|End$|Enter$| $|Page)/;

/**
 * Handles keys while the component is mounted, except while the user types or a dialog is open, and
 * except keys that a focused button or link handles itself.
 *
 * @param {Record<string, (event: KeyboardEvent) => void>} keys by `event.key`, prefixed by `Ctrl+`
 *     for Ctrl or Command
 */
export function useKeys(keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const pressed = (event) => {
      const name = (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + event.key;
      const act = latest.current[name];
      if (!act || event.altKey || event.defaultPrevented || isTaken(event)) return;
      if (event.repeat && !REPEATED.has(event.key)) return;
      if (name.length === 1 && !areKeysOn()) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}

/** Whether the focused element, or a dialog, handles the key itself. */
function isTaken({ target, key }) {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof Element)) return false;
  if (target.matches('textarea, select, [contenteditable]')) return true;
  if (target.matches('input')) {
    return !['range', 'checkbox', 'radio'].includes(target.type) || CONTROL_KEYS.test(key);
  }
  return (key === 'Enter' || key === ' ') && target.closest('button, a, summary') !== null;
}

function areKeysOn() {
  return localStorage.getItem(SETTING) !== 'off';
}

/**
 * Whether single-character shortcuts are enabled, which users of speech input may want to turn off.
 */
export function useKeySetting() {
  const [on, set] = useState(areKeysOn);
  return [on, (next) => {
    localStorage.setItem(SETTING, next ? 'on' : 'off');
    set(next);
  }];
}
