package dev.weft.classifier.consume;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps one partition's records in the order of their offsets until their results are committed.
 * Results come in any order; only the unbroken run of finished ones at the head may be committed,
 * so that an offset never passes work that is not done. Offsets may have gaps. Not thread-safe.
 *
 * @param <T> a result
 */
final class CommittableOffsets<T> {

  /** One record's place; {@code result} is null until it is done. */
  static final class Entry<T> {
    private final long offset;
    private T result;

    private Entry(long offset) {
      this.offset = offset;
    }

    long offset() {
      return offset;
    }

    boolean isDone() {
      return result != null;
    }
  }

  /**
   * What may be committed.
   *
   * @param results in the order of their offsets
   * @param nextOffset the offset to commit: the one after the last result's
   */
  record Ready<T>(List<T> results, long nextOffset) {}

  private final Deque<Entry<T>> entries = new ArrayDeque<>();

  /** Takes the next record in. */
  Entry<T> begin(long offset) {
    if (!entries.isEmpty() && entries.peekLast().offset >= offset) {
      throw new IllegalArgumentException(
          "offset " + offset + " must come after " + entries.peekLast().offset);
    }
    var entry = new Entry<T>(offset);
    entries.addLast(entry);
    return entry;
  }

  /** Gives a record its result; the first one stays. */
  void complete(Entry<T> entry, T result) {
    if (entry.result == null) {
      entry.result = result;
    }
  }

  /** Whether the head is done, so that {@link #ready()} gives something. */
  boolean hasReady() {
    return !entries.isEmpty() && entries.peekFirst().isDone();
  }

  /** The unbroken run of finished records at the head. They stay until {@link #committed}. */
  Ready<T> ready() {
    var results = new ArrayList<T>();
    long next = -1;
    for (Entry<T> entry : entries) {
      if (!entry.isDone()) {
        break;
      }
      results.add(entry.result);
      next = entry.offset + 1;
    }
    return new Ready<>(results, next);
  }

  /**
   * Forgets every record before {@code nextOffset} and returns those that were done, in order.
   *
   * @param nextOffset what the group's committed offset is now
   */
  List<T> committed(long nextOffset) {
    var done = new ArrayList<T>();
    while (!entries.isEmpty() && entries.peekFirst().offset < nextOffset) {
      var entry = entries.removeFirst();
      if (entry.isDone()) {
        done.add(entry.result);
      }
    }
    return done;
  }

  /** Records taken in and not committed. */
  int size() {
    return entries.size();
  }
}
