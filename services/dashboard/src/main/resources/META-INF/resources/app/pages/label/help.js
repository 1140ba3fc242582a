// The page's shortcuts.
import { html } from '../../core/html.js';
import { useKeySetting } from '../../core/keys.js';
import { Dialog } from '../../ui/parts.js';

const KEYS = [
  [['1', '…', '9', '0'], 'the class with this key'],
  [['Enter'], 'what is predicted'],
  [['k'], 'the label that it has, where that is doubted'],
  [['/'], 'another label, by typing'],
  [['s'], 'skip'],
  [['z', 'Ctrl+Z'], 'undo'],
  [['?'], 'these keys'],
];

export function KeysDialog({ close }) {
  const [on, turn] = useKeySetting();
  return html`
    <${Dialog} title="Keys" onClose=${close}>
      <dl class="label-keys">
        ${KEYS.map(([keys, words]) => html`
          <div key=${words}><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${words}</dd></div>`)}
      </dl>
      <label class="inline">
        <input type="checkbox" checked=${on} onChange=${({ target }) => turn(target.checked)} />
        Single letters and digits act, on all pages
      </label>
      <form method="dialog" class="actions"><button class="main">Close</button></form>
    </${Dialog}>`;
}
