package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.LabelTried;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The clients' attempts to label an image. The order of two attempts is known only if one was
 * answered before the other was sent; an attempt without a response may take effect at any later
 * time, or never.
 */
final class LabelHistory {

  /**
   * An attempt that the server did not refuse.
   *
   * @param label the label; null if the attempt removes it
   */
  private record Attempt(
      String label, String by, boolean acknowledged, Instant sentAt, Instant at) {

    boolean isBefore(Attempt other) {
      return acknowledged && at.isBefore(other.sentAt);
    }

    boolean isBefore(Instant moment) {
      return acknowledged && at.isBefore(moment);
    }
  }

  /** The first and the last offset of a client's label in its partition. */
  private record Place(long first, long last) {
    Place and(long offset) {
      return new Place(Math.min(first, offset), Math.max(last, offset));
    }
  }

  private String model;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private final Map<String, Place> places = new HashMap<>(2);
  private final List<String> recorded = new ArrayList<>(0);
  private long newest = -1;

  /** Returns the model that is trained on the label; null if unknown. */
  String model() {
    return model;
  }

  /** Sets the model. A removal does not name it, so that the first attempt that does counts. */
  void isFor(String name) {
    model = model == null ? name : model;
  }

  void add(LabelTried tried) {
    isFor(tried.model());
    if (!Operation.isRefused(tried.status())) {
      attempts.add(
          new Attempt(
              tried.label(),
              tried.by(),
              Operation.isAcknowledged(tried.status()),
              tried.sentAt(),
              tried.at()));
    }
  }

  /** Records a label, or a removal, in the topic. */
  void recorded(String label, String by, long offset) {
    newest = Math.max(newest, offset);
    if (by != null) {
      places.merge(by, new Place(offset, offset), (old, fresh) -> old.and(offset));
    }
    if (label != null && !recorded.contains(label)) {
      recorded.add(label);
    }
  }

  /** Whether the image is only labeled by others than the clients. */
  boolean isForeign() {
    return attempts.isEmpty();
  }

  /**
   * Returns whether the image may have the label in a data set that was created in a period of
   * time.
   *
   * @param label the label; null for none
   */
  boolean mayHave(String label, Instant asked, Instant ended) {
    if (attempts.isEmpty()) {
      return label == null || recorded.contains(label);
    }
    if (label == null && attempts.stream().noneMatch(attempt -> attempt.isBefore(asked))) {
      return true;
    }
    return attempts.stream()
        .filter(attempt -> Objects.equals(attempt.label(), label))
        .filter(attempt -> attempt.sentAt().isBefore(ended))
        .anyMatch(attempt -> mayBeLast(attempt, asked));
  }

  private boolean mayBeLast(Attempt attempt, Instant asked) {
    return attempts.stream()
        .noneMatch(later -> later != attempt && later.isBefore(asked) && attempt.isBefore(later));
  }

  /** Returns the attempts that may count at the end of a data set, for people. */
  String description() {
    return attempts.stream()
        .map(
            attempt ->
                "%s %s from %s to %s"
                    .formatted(
                        attempt.label() == null ? "none" : attempt.label(),
                        attempt.acknowledged() ? "acknowledged" : "unanswered",
                        attempt.sentAt(),
                        attempt.at()))
        .toList()
        .toString();
  }

  /**
   * Returns acknowledged labels that are missing in the topic and have not been replaced by a newer
   * one.
   */
  List<String> lost() {
    List<String> lost = new ArrayList<>();
    for (Attempt attempt : attempts) {
      boolean isThere = attempt.by() == null || places.containsKey(attempt.by());
      // Compaction keeps the newest record of a key.
      boolean isReplaced = attempts.stream().anyMatch(attempt::isBefore) && newest >= 0;
      if (attempt.acknowledged() && attempt.label() != null && !isThere && !isReplaced) {
        lost.add(attempt.label() + " of " + attempt.by());
      }
    }
    return lost;
  }

  /** Returns pairs of labels whose order in the topic is wrong. */
  List<String> reordered() {
    List<String> pairs = new ArrayList<>();
    for (Attempt one : attempts) {
      Place first = one.by() == null ? null : places.get(one.by());
      for (Attempt other : attempts) {
        Place second = other.by() == null ? null : places.get(other.by());
        if (first != null
            && second != null
            && one.isBefore(other)
            && first.last() > second.first()) {
          pairs.add(
              "%s was acknowledged at %s and is at offset %d; %s was sent at %s and is at %d"
                  .formatted(
                      one.label(),
                      one.at(),
                      first.last(),
                      other.label(),
                      other.sentAt(),
                      second.first()));
        }
      }
    }
    return pairs;
  }
}
