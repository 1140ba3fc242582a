package dev.weft.rollout.control;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.rollout.state.ModelState;
import java.util.Collection;
import java.util.List;

/** Notifies several listeners. */
public record ControlListeners(List<ControlListener> all) implements ControlListener {

  public ControlListeners {
    all = List.copyOf(all);
  }

  @Override
  public void round(Collection<ModelState> states, boolean joined) {
    all.forEach(one -> one.round(states, joined));
  }

  /** The tracing of the first listener; the others have none. */
  @Override
  public RolloutTracing tracing() {
    return all.stream()
        .map(ControlListener::tracing)
        .filter(tracing -> tracing != RolloutTracing.NONE)
        .findFirst()
        .orElse(RolloutTracing.NONE);
  }

  @Override
  public void failed(String why) {
    all.forEach(one -> one.failed(why));
  }

  @Override
  public void changed(ModelState before, ModelState after) {
    all.forEach(one -> one.changed(before, after));
  }

  @Override
  public void refused(RolloutRefused.Reason reason) {
    all.forEach(one -> one.refused(reason));
  }
}
