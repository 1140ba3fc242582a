// Sends orders to the rollout service.
import { useRef, useState } from '../../core/html.js';
import { get, path } from '../../core/api.js';
import { freshId } from '../../core/identity.js';
import { toast } from '../../ui/toast.js';
import { changes } from './changes.js';

/**
 * Sends an order based on the displayed state. If the state has changed since, the order is
 * refused, and the changes are returned.
 *
 * @param {object} looked the displayed state
 * @param {{hear: (state: object) => void, onClose: () => void}} after called with the resulting
 *     state, and on completion
 * @returns {{state: object, changed: string[]|null, problem: Error|null, sending: boolean, give:
 *     (send: (headers: object) => Promise<object>, done: string) => Promise<void>}}
 */
export function useOrder(looked, { hear, onClose }) {
  const [state, look] = useState(looked);
  const [changed, tell] = useState(null);
  const [problem, refuse] = useState(null);
  const [sending, sent] = useState(false);
  const id = useRef(freshId());
  const stale = async () => {
    const now = await get(path('rollouts', state.model));
    tell(changes(state, now));
    look(now);
    hear(now);
    id.current = freshId();
  };
  const give = async (send, done) => {
    if (sending) return;
    sent(true);
    refuse(null);
    tell(null);
    try {
      const answer = await send({ 'If-Match': `"${state.revision}"`, 'Idempotency-Key': id.current });
      // An order that is not answered in time remains valid: the stream reports when it is carried
      // out.
      if (answer?.orderId) toast(answer.detail);
      else {
        hear(answer);
        toast(done, { kind: 'good' });
      }
      onClose();
    } catch (said) {
      if (said.status === 412) await stale().catch(refuse);
      else {
        refuse(said);
        // A new order after a refusal; the same one after a lost connection.
        if (said.status >= 400 && said.status < 500) id.current = freshId();
      }
      sent(false);
    }
  };
  return { state, changed, problem, sending, give };
}
