package dev.weft.trainer.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images that look the same. Hashes that differ in at most {@link PerceptualHash#NEAR} bits are the
 * same in at least one of so many parts and one more: only those that share a part are compared. Of
 * 3,818 photographs of clothes that is one pair in 900.
 */
public final class NearDuplicates {
  private static final int PARTS = PerceptualHash.NEAR + 1;

  private final PerceptualHash[] looks;

  /** An earlier image that each looks like, or itself: a forest, whose roots are the first. */
  private final int[] first;

  private NearDuplicates(List<PerceptualHash> looks) {
    this.looks = looks.toArray(PerceptualHash[]::new);
    this.first = IntStream.range(0, this.looks.length).toArray();
  }

  /**
   * The first of those that each looks like, directly or through others; itself if it is the first.
   *
   * @param looks in order; none is null
   */
  public static int[] firstOfEach(List<PerceptualHash> looks) {
    NearDuplicates images = new NearDuplicates(looks);
    int[] distinct = images.joinEqual();
    for (int part = 0; part < PARTS; part++) {
      images.joinNear(distinct, part);
    }
    return IntStream.range(0, images.first.length).map(images::root).toArray();
  }

  /** Joins those with the same hash; the first of each. */
  private int[] joinEqual() {
    Map<PerceptualHash, Integer> known = new HashMap<>();
    for (int i = 0; i < looks.length; i++) {
      Integer before = known.putIfAbsent(looks[i], i);
      if (before != null) {
        first[i] = before;
      }
    }
    return known.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Joins those that look the same, of those that are the same in a part. */
  private void joinNear(int[] places, int part) {
    int from = part * PerceptualHash.BITS / PARTS;
    int to = (part + 1) * PerceptualHash.BITS / PARTS;
    // By the part's bits, which stand before the place.
    long[] sorted =
        IntStream.of(places)
            .mapToLong(place -> (long) looks[place].bits(from, to) << Integer.SIZE | place)
            .sorted()
            .toArray();
    int begin = 0;
    for (int end = 1; end <= sorted.length; end++) {
      if (end == sorted.length || sorted[end] >>> Integer.SIZE != sorted[begin] >>> Integer.SIZE) {
        joinNear(Arrays.copyOfRange(sorted, begin, end));
        begin = end;
      }
    }
  }

  private void joinNear(long[] group) {
    for (int i = 1; i < group.length; i++) {
      int one = (int) group[i];
      for (int j = 0; j < i; j++) {
        int other = (int) group[j];
        if (root(one) != root(other) && looks[one].looksLike(looks[other])) {
          join(one, other);
        }
      }
    }
  }

  private void join(int i, int j) {
    int a = root(i);
    int b = root(j);
    first[Math.max(a, b)] = Math.min(a, b);
  }

  private int root(int i) {
    int at = i;
    while (first[at] != at) {
      first[at] = first[first[at]];
      at = first[at];
    }
    return at;
  }
}
