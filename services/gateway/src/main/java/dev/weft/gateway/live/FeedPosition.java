package dev.weft.gateway.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in the feed that means the same on every replica and after every restart: of each
 * partition, the offset of the first record that does not lie before it.
 *
 * @param offsets of the feed's partitions, in its order; none negative
 */
public record FeedPosition(List<Long> offsets) {

  private static final Pattern TEXT = Pattern.compile("\\d{1,18}(\\.\\d{1,18}){0,1023}");

  public FeedPosition {
    offsets = List.copyOf(offsets);
    if (offsets.stream().anyMatch(offset -> offset < 0)) {
      throw new IllegalArgumentException("an offset must not be negative: " + offsets);
    }
  }

  /** The position of a {@link #toString()}; empty if it is none. */
  static Optional<FeedPosition> parse(String text) {
    if (text == null || !TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Long> offsets = Arrays.stream(text.split("\\.")).map(Long::valueOf).toList();
    return Optional.of(new FeedPosition(offsets));
  }

  /** Of the first so many partitions only. */
  FeedPosition first(int partitions) {
    return new FeedPosition(offsets.subList(0, partitions));
  }

  /** This of the first partitions, and the other of those that this does not know. */
  FeedPosition or(FeedPosition other) {
    List<Long> all = new ArrayList<>(offsets);
    all.addAll(other.offsets.subList(offsets.size(), other.offsets.size()));
    return new FeedPosition(all);
  }

  /** Whether a record lies at or after this position. */
  boolean isBefore(int partition, long offset) {
    return offsets.get(partition) <= offset;
  }

  /** The position after a record. */
  FeedPosition after(int partition, long offset) {
    List<Long> next = new ArrayList<>(offsets);
    next.set(partition, offset + 1);
    return new FeedPosition(next);
  }

  /** Whether no partition lies before the other's. */
  boolean reaches(FeedPosition other) {
    for (int i = 0; i < offsets.size(); i++) {
      if (offsets.get(i) < other.offsets.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The lesser offset of each partition. */
  FeedPosition atMost(FeedPosition other) {
    List<Long> least = new ArrayList<>();
    for (int i = 0; i < offsets.size(); i++) {
      least.add(Math.min(offsets.get(i), other.offsets.get(i)));
    }
    return new FeedPosition(least);
  }

  /** The id that clients send back. */
  @Override
  public String toString() {
    return offsets.stream().map(String::valueOf).collect(Collectors.joining("."));
  }
}
