package dev.weft.trainer.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Images that look the same, found by comparing each with each: 100,000 take some seconds. */
public final class Twins {
  private Twins() {}

  /**
   * The first of those that each looks like, directly or through others; itself if it is the first.
   *
   * @param looks in order; none is null
   */
  public static int[] firstOfEach(List<PerceptualHash> looks) {
    PerceptualHash[] all = looks.toArray(PerceptualHash[]::new);
    int[][] near =
        IntStream.range(0, all.length)
            .parallel()
            .mapToObj(i -> nearBefore(all, i))
            .toArray(int[][]::new);
    int[] first = IntStream.range(0, all.length).toArray();
    for (int i = 0; i < near.length; i++) {
      for (int j : near[i]) {
        join(first, i, j);
      }
    }
    return IntStream.range(0, first.length).map(i -> root(first, i)).toArray();
  }

  private static int[] nearBefore(PerceptualHash[] all, int i) {
    PerceptualHash look = all[i];
    int[] found = new int[0];
    for (int j = 0; j < i; j++) {
      if (look.looksLike(all[j])) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = j;
      }
    }
    return found;
  }

  private static void join(int[] first, int i, int j) {
    int a = root(first, i);
    int b = root(first, j);
    first[Math.max(a, b)] = Math.min(a, b);
  }

  private static int root(int[] first, int i) {
    int at = i;
    while (first[at] != at) {
      first[at] = first[first[at]];
      at = first[at];
    }
    return at;
  }
}
