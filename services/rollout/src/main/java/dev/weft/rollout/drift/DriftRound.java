package dev.weft.rollout.drift;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.ModelDrifted.Of;
import dev.weft.events.model.ServingRole;
import dev.weft.rollout.measure.LiveSample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One evaluation of each serving version. */
final class DriftRound {

  /** Shadows are left out, since they classify the same images again. */
  private static final Set<ServingRole> ANSWERING =
      EnumSet.of(ServingRole.PRIMARY, ServingRole.CANARY);

  private final Samples samples;
  private final Alarms alarms;
  private final Consumer<List<WeftEvent>> publisher;
  private final DriftListener listener;
  private final InstantSource clock;

  /** Source of live images' measurements; see {@code MeasuredTopic.newest}. */
  @FunctionalInterface
  interface Samples {
    LiveSample newest(ModelRef model, Set<ServingRole> roles, long images);
  }

  DriftRound(
      Samples samples,
      Alarms alarms,
      Consumer<List<WeftEvent>> publisher,
      DriftListener listener,
      InstantSource clock) {
    this.samples = samples;
    this.alarms = alarms;
    this.publisher = publisher;
    this.listener = listener;
    this.clock = clock;
  }

  /** Evaluates each version. If the publisher throws, the drift counts as not yet reported. */
  void run(List<DriftTarget> versions) {
    Instant now = clock.instant();
    for (DriftTarget watched : versions) {
      LiveSample sample =
          samples.newest(watched.model(), ANSWERING, watched.policy().minimumImages());
      for (Of of : Of.values()) {
        evaluate(watched, of, sample, now);
      }
    }
  }

  private void evaluate(DriftTarget watched, Of of, LiveSample sample, Instant now) {
    ModelRef model = watched.model();
    DriftResult result = DriftWatch.evaluate(watched, of, sample, alarms.isOn(model, of), now);
    result.shift().ifPresent(index -> listener.evaluated(watched, of, index));
    if (result instanceof DriftResult.Begun begun) {
      publish(begun);
      alarms.begun(model, of, now);
    } else if (result instanceof DriftResult.Ended) {
      alarms.ended(model, of, now);
    }
  }

  private void publish(DriftResult.Begun begun) {
    List<WeftEvent> events = new ArrayList<>();
    begun.training().ifPresent(events::add);
    events.add(begun.event());
    publisher.accept(events);
  }
}
