// Line icons, 24 units wide.
import { html } from '../core/html.js';

const PATHS = {
  live: 'M3 12h4l3-8 4 16 3-8h4',
  tag: 'M3 12V4h8l10 10-8 8L3 12zM7.5 8.5h.01',
  train: 'M4 20V4M4 20h16M7 16c3-1 4-9 7-9s3 3 6 1',
  models: 'M12 3l9 5-9 5-9-5 9-5zM3 13l9 5 9-5',
  system: 'M4 5h16v6H4zM4 13h16v6H4zM8 8h.01M8 16h.01',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  sun: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
  moon: 'M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z',
  auto: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 7h5M12 12h9M12 17h5',
  close: 'M5 5l14 14M19 5L5 19',
  check: 'M4 12l6 6L20 6',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l13 8-13 8z',
  back: 'M15 4l-8 8 8 8',
  next: 'M9 4l8 8-8 8',
  undo: 'M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3',
  warn: 'M12 3l10 18H2L12 3zM12 10v4M12 17.5h.01',
  pin: 'M9 3h6l-1 7 4 4H6l4-4-1-7zM12 14v7',
  up: 'M12 20V5M6 11l6-6 6 6',
};

/** Decorative: its meaning is given by adjacent text. */
export function Icon({ name, size = 20 }) {
  return html`
    <svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true">
      <path d=${PATHS[name]} />
    </svg>`;
}
