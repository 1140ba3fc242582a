package dev.weft.classifier.consume;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The most recently answered ids of one kind in a partition: exactly the {@code capacity} newest.
 * Stores the first 128 bits of each id's SHA-256, so that clients cannot provoke collisions. Takes
 * about 48 bytes per id, allocated as the window fills. Not thread-safe.
 */
final class DedupWindow {

  private static final int FIRST_LENGTH = 256;

  private final int capacity;
  private final MessageDigest sha256 = Sha256.digest();

  /** Ring buffer of the digests' upper halves; the oldest is at {@code next} once full. */
  private long[] high;

  private long[] low;
  private int size;
  private int next;

  /** Hash table with open addressing and linear probing: position in the ring + 1, 0 for free. */
  private int[] table;

  DedupWindow(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a window must hold at least one id, but its size is " + capacity);
    }
    this.capacity = capacity;
    int length = Math.min(FIRST_LENGTH, capacity);
    this.high = new long[length];
    this.low = new long[length];
    this.table = new int[tableLength(length)];
  }

  boolean contains(String id) {
    var digest = digest(id);
    return table[find(digest.getLong(0), digest.getLong(Long.BYTES))] != 0;
  }

  /** Adds an id; evicts the oldest if the window is full. */
  void add(String id) {
    var digest = digest(id);
    long h = digest.getLong(0);
    long l = digest.getLong(Long.BYTES);
    if (table[find(h, l)] != 0) {
      return;
    }
    if (size == high.length && size < capacity) {
      grow();
    }
    if (size == capacity) {
      remove(find(high[next], low[next]));
    } else {
      size++;
    }
    high[next] = h;
    low[next] = l;
    table[find(h, l)] = next + 1;
    next = (next + 1) % capacity;
  }

  int size() {
    return size;
  }

  private ByteBuffer digest(String id) {
    return ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
  }

  private static int tableLength(int entries) {
    return Integer.highestOneBit(Math.max(2, entries)) * 4;
  }

  private int home(long h) {
    return (int) h & (table.length - 1);
  }

  /** The slot of a digest in the table, or the free slot where it would be inserted. */
  private int find(long h, long l) {
    int place = home(h);
    while (table[place] != 0) {
      int index = table[place] - 1;
      if (high[index] == h && low[index] == l) {
        return place;
      }
      place = (place + 1) & (table.length - 1);
    }
    return place;
  }

  /** Frees a slot and moves up the entries that were displaced past it. */
  private void remove(int place) {
    int hole = place;
    int probe = (hole + 1) & (table.length - 1);
    while (table[probe] != 0) {
      int wanted = home(high[table[probe] - 1]);
      int distance = (probe - wanted) & (table.length - 1);
      int toHole = (probe - hole) & (table.length - 1);
      if (distance >= toHole) {
        table[hole] = table[probe];
        hole = probe;
      }
      probe = (probe + 1) & (table.length - 1);
    }
    table[hole] = 0;
  }

  private void grow() {
    int length = (int) Math.min(capacity, high.length * 2L);
    high = Arrays.copyOf(high, length);
    low = Arrays.copyOf(low, length);
    next = size;
    table = new int[tableLength(length)];
    for (int i = 0; i < size; i++) {
      table[find(high[i], low[i])] = i + 1;
    }
  }
}
