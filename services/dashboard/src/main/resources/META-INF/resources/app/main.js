import { html, render } from './core/html.js';
import { start } from './core/live.js';
import { Shell } from './ui/shell.js';

start();
render(html`<${Shell} />`, document.getElementById('app'));
