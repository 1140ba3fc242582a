package dev.weft.gateway.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.UploadKey;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.TickingClock;
import dev.weft.gateway.views.KnownImages;
import dev.weft.objectstore.StoredObject;
import dev.weft.testsupport.LineChart;
import dev.weft.testsupport.LineChart.Panel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Counts the list requests of a reconciler for a bucket that receives uploads at a steady rate and
 * into which other programs have put 200,000 objects. {@code -Dweft.reconcile.rate=10} computes and
 * prints the figures of docs/scaling.md, with the default settings of a gateway; {@code
 * -Dweft.reconcile.hours=28 -Dweft.reconcile.chart=FILE} draws those of a million images.
 */
class ListRequestsTest {

  private static final int GIVEN = Integer.getInteger("weft.reconcile.rate", 0);

  /** Uploads per second. */
  private static final int RATE = Math.max(1, GIVEN);

  private static final Duration INTERVAL = Duration.ofMinutes(GIVEN == 0 ? 5 : 1);
  private static final int SWEEP = GIVEN == 0 ? 2_000 : 10_000;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = Integer.getInteger("weft.reconcile.hours", 4);
  private static final int OTHERS = 200_000;
  private static final int PAGE = 1_000;
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private final TickingClock clock = new TickingClock(BEGIN);
  private final ListedBucket bucket = new ListedBucket();

  @Test
  void whatAnHourTakesDoesNotGrowWithWhatTheBucketHolds() {
    Reconciler reconciler =
        new Reconciler(
            bucket,
            new ImageObjects("weft"),
            ImageObjects.PREFIXES,
            ids -> new KnownImages(new HashSet<>(ids), Set.of(), Set.of()),
            event -> {
              throw new AssertionError(event);
            },
            new Agreed(),
            () -> "cluster",
            clock,
            new ReconcileLimits(
                Duration.ofSeconds(30), Duration.ofDays(7), 1_000, SWEEP, Duration.ofDays(30)));
    // The first round starts with the hours before this one.
    reconciler.round();

    List<Long> requests = new ArrayList<>();
    List<Long> ofAllEachRound = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      long before = bucket.requests;
      long all = 0;
      for (Duration in = Duration.ZERO; in.compareTo(HOUR) < 0; in = in.plus(INTERVAL)) {
        clock.pass(INTERVAL);
        reconciler.round();
        all += pages(bucket.uploads()) + pages(OTHERS) + 2;
      }
      requests.add(bucket.requests - before);
      ofAllEachRound.add(all);
    }

    System.out.printf(
        "%d uploads/s, a round each %s, LIST requests of each hour: %s; if each round listed all:"
            + " %s%n",
        RATE, INTERVAL, requests, ofAllEachRound);
    draw(requests, ofAllEachRound);
    // The first hour differs: the hour before it, which is still listed for some minutes, has no
    // uploads.
    List<Long> later = requests.subList(1, HOURS);
    assertThat(later)
        .allSatisfy(each -> assertThat(each).isCloseTo(later.get(0), withinPercentage(10)));
    assertThat(requests.get(HOURS - 1)).isLessThan(ofAllEachRound.get(0));
  }

  private static void draw(List<Long> requests, List<Long> ofAllEachRound) {
    String chart = System.getProperty("weft.reconcile.chart");
    if (chart != null) {
      LineChart.write(
          Path.of(chart),
          "LIST requests while images pass through",
          IntStream.rangeClosed(1, HOURS).mapToDouble(hour -> hour * 3_600 * RATE / 1e6).toArray(),
          "images that have come, in millions",
          List.of(
              new Panel(
                  "LIST requests an hour",
                  requests.stream().mapToDouble(Long::doubleValue).toArray()),
              new Panel(
                  "the same, if each round listed everything",
                  ofAllEachRound.stream().mapToDouble(Long::doubleValue).toArray())));
    }
  }

  private static long pages(long objects) {
    return Math.max(1, (objects + PAGE - 1) / PAGE);
  }

  /** A bucket that stores only the checkpoint; its listings are computed from the time. */
  private final class ListedBucket extends MemoryStore {

    private long requests;

    private long uploads() {
      return Duration.between(BEGIN, clock.instant()).toSeconds() * RATE;
    }

    @Override
    public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
      if (prefix.equals(UploadKey.PREFIX)) {
        // The folders of the hours come first; the sweep skips them.
        return new Pages(UploadKey.hour(BEGIN), startAfter == null ? 0 : 1, 1);
      }
      long first =
          startAfter == null
              ? 0
              : Long.parseLong(startAfter, prefix.length(), startAfter.length(), 10) + 1;
      return new Pages(prefix, first, size(prefix));
    }

    private long size(String prefix) {
      if (prefix.equals(ImageObjects.IMAGES)) {
        return OTHERS;
      }
      long hours = Duration.between(BEGIN, clock.instant()).toHours();
      for (long hour = Math.max(0, hours - 2); hour <= hours; hour++) {
        Instant begin = BEGIN.plus(Duration.ofHours(hour));
        if (prefix.equals(UploadKey.hour(begin))) {
          long seconds = Duration.between(begin, clock.instant()).toSeconds();
          return Math.min(3_600, seconds) * RATE;
        }
      }
      return 0;
    }

    /** A range of numbered objects; each thousand costs one request. */
    private final class Pages implements Iterator<StoredObject> {
      private final String prefix;
      private final long end;
      private long next;
      private long loaded;

      private Pages(String prefix, long first, long end) {
        this.prefix = prefix;
        this.end = end;
        next = first;
        load();
      }

      private void load() {
        requests++;
        loaded = Math.min(end, next + PAGE);
      }

      @Override
      public boolean hasNext() {
        if (next == loaded && loaded < end) {
          load();
        }
        return next < loaded;
      }

      @Override
      public StoredObject next() {
        // Nine digits; a million images take more than a hundred million keys.
        String key = prefix + Long.toString(1_000_000_000L + next++).substring(1);
        return new StoredObject(key, 3, "etag", BEGIN.minus(Duration.ofDays(1)), null, Map.of());
      }
    }
  }
}
