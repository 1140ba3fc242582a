package dev.weft.gateway.live;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Filters the events of a subscriber.
 *
 * @param kinds that pass
 * @param label most probable, or given, label of events that pass; null for all
 */
public record FeedFilter(Set<FeedKind> kinds, String label) implements Predicate<FeedEvent> {

  public FeedFilter {
    kinds = Set.copyOf(kinds);
  }

  @Override
  public boolean test(FeedEvent event) {
    return kinds.contains(event.kind())
        && (label == null || event.label().filter(label::equals).isPresent());
  }

  /** Whether only answers pass. */
  boolean answersOnly() {
    return FeedKind.ANSWERS.containsAll(kinds);
  }
}
