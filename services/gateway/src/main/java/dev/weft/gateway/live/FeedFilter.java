package dev.weft.gateway.live;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events a subscriber wants.
 *
 * @param kinds of them
 * @param label only those with this most probable, or given, label; null for all
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

  /** Whether it passes nothing but answers. */
  boolean answersOnly() {
    return FeedKind.ANSWERS.containsAll(kinds);
  }
}
