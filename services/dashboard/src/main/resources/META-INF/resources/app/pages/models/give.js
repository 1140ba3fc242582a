// Orders on their way to the rollout service.
import { useRef, useState } from '../../core/html.js';
import { get, path } from '../../core/api.js';
import { freshId } from '../../core/identity.js';
import { toast } from '../../ui/toast.js';
import { changes } from './changes.js';

/**
 * Gives an order that rests on a state that was looked at. If somebody has decided something since,
 * nothing is done, and the caller sees what has changed.
 *
 * @param {object} looked the state when the question was asked
 * @param {{hear: (state: object) => void, onClose: () => void}} after what to do with the answer
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
      // An order that nobody has answered in time is kept: the stream tells when it is carried out.
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
        // The same order after a refusal is another one; after a lost connection it is the same.
        if (said.status >= 400 && said.status < 500) id.current = freshId();
      }
      sent(false);
    }
  };
  return { state, changed, problem, sending, give };
}
