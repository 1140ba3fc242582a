package dev.weft.gateway.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A position in the feed that is valid on every replica and after every restart: for each
 * partition, the offset of the first record after it.
 *
 * @param offsets of the feed's partitions, in its order; nonnegative
 */
public record FeedPosition(List<Long> offsets) {

  private static final Pattern TEXT = Pattern.compile("\\d{1,18}(\\.\\d{1,18}){0,1023}");

  public FeedPosition {
    offsets = List.copyOf(offsets);
    if (offsets.stream().anyMatch(offset -> offset < 0)) {
      throw new IllegalArgumentException("an offset must not be negative: " + offsets);
    }
  }

  /** Parses the result of {@link #toString()}; empty if the text is invalid. */
  static Optional<FeedPosition> parse(String text) {
    if (text == null || !TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Long> offsets = Arrays.stream(text.split("\\.")).map(Long::valueOf).toList();
    return Optional.of(new FeedPosition(offsets));
  }

  /** The position in the first partitions only. */
  FeedPosition first(int partitions) {
    return new FeedPosition(offsets.subList(0, partitions));
  }

  /** This position, extended by the other's offsets of partitions that this does not have. */
  FeedPosition or(FeedPosition other) {
    List<Long> all = new ArrayList<>(offsets);
    all.addAll(other.offsets.subList(offsets.size(), other.offsets.size()));
    return new FeedPosition(all);
  }

  /** Whether a record is at or after this position. */
  boolean isBefore(int partition, long offset) {
    return offsets.get(partition) <= offset;
  }

  /** The position after a record. */
  FeedPosition after(int partition, long offset) {
    List<Long> next = new ArrayList<>(offsets);
    next.set(partition, offset + 1);
    return new FeedPosition(next);
  }

  /** Whether no partition is behind the other position's. */
  boolean reaches(FeedPosition other) {
    for (int i = 0; i < offsets.size(); i++) {
      if (offsets.get(i) < other.offsets.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The lower offset of each partition. */
  FeedPosition atMost(FeedPosition other) {
    List<Long> least = new ArrayList<>();
    for (int i = 0; i < offsets.size(); i++) {
      least.add(Math.min(offsets.get(i), other.offsets.get(i)));
    }
    return new FeedPosition(least);
  }

  /** The id that clients send to resume. */
  @Override
  public String toString() {
    return offsets.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
