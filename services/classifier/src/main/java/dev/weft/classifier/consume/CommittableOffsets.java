package dev.weft.classifier.consume;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps one partition's records in the order of their offsets until their results are committed.
 * Results arrive in any order; only the contiguous run of finished records at the head may be
 * committed, so that a committed offset never skips unfinished work. Offsets may have gaps. Not
 * thread-safe.
 *
 * @param <T> type of a result
 */
final class CommittableOffsets<T> {

  /** Entry of one record; {@code result} is null until it is finished. */
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
   * Results that can be committed.
   *
   * @param results in the order of their offsets
   * @param nextOffset the offset to commit: the one after the last result's
   */
  record Ready<T>(List<T> results, long nextOffset) {}

  private final Deque<Entry<T>> entries = new ArrayDeque<>();

  /** Adds the next record. */
  Entry<T> begin(long offset) {
    if (!entries.isEmpty() && entries.peekLast().offset >= offset) {
      throw new IllegalArgumentException(
          "offset " + offset + " must come after " + entries.peekLast().offset);
    }
    var entry = new Entry<T>(offset);
    entries.addLast(entry);
    return entry;
  }

  /** Sets the result of a record; the first one wins. */
  void complete(Entry<T> entry, T result) {
    if (entry.result == null) {
      entry.result = result;
    }
  }

  /** Whether the head is finished, so that {@link #ready()} returns results. */
  boolean hasReady() {
    return !entries.isEmpty() && entries.peekFirst().isDone();
  }

  /** The contiguous run of finished records at the head. They stay until {@link #committed}. */
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
   * Removes all records before {@code nextOffset} and returns those that were finished, in order.
   *
   * @param nextOffset the group's committed offset
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

  /** Number of records that are not committed. */
  int size() {
    return entries.size();
  }
}
