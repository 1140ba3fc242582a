package dev.weft.rollout.drift;

import dev.weft.events.ModelRef;
import dev.weft.events.Role;
import dev.weft.events.WeftEvent;
import dev.weft.rollout.measure.LabelSample;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One look at each version that serves. */
final class DriftRound {

  /** Shadows see the same images again. */
  private static final Set<Role> ANSWERING = EnumSet.of(Role.PRIMARY, Role.CANARY);

  private final Labels labels;
  private final Alarms alarms;
  private final Consumer<List<WeftEvent>> publisher;
  private final InstantSource clock;

  /** Live images' labels; see {@code MeasuredTopic.newest}. */
  @FunctionalInterface
  interface Labels {
    LabelSample newest(ModelRef model, Set<Role> roles, long images);
  }

  DriftRound(
      Labels labels, Alarms alarms, Consumer<List<WeftEvent>> publisher, InstantSource clock) {
    this.labels = labels;
    this.alarms = alarms;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Looks at each; where the publisher throws, the drift counts as not said. */
  void run(List<Watched> versions) {
    Instant now = clock.instant();
    for (Watched watched : versions) {
      ModelRef model = watched.model();
      LabelSample sample = labels.newest(model, ANSWERING, watched.policy().minimumImages());
      Look look = DriftWatch.look(watched, sample, alarms.isOn(model), now);
      if (look instanceof Look.Begun begun) {
        publish(begun);
        alarms.begun(model, now);
      } else if (look instanceof Look.Ended) {
        alarms.ended(model, now);
      }
    }
  }

  private void publish(Look.Begun begun) {
    List<WeftEvent> events = new ArrayList<>();
    begun.training().ifPresent(events::add);
    events.add(begun.event());
    publisher.accept(events);
  }
}
