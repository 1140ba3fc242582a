package dev.weft.gateway.reconcile;

import dev.weft.events.Excerpt;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.UploadKey;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.gateway.intake.HourKeys;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reconciles the bucket with the views: publishes the missing events of objects, such as an upload
 * whose gateway died before it published, or an object whose notification was lost. Only one
 * replica does so.
 *
 * <p>The cost of a round does not grow with the bucket. Uploads have their hour in their key: an
 * hour is listed in each round while uploads may still be added to it, and once when it is over.
 * Everything else, objects of other programs and uploads of releases whose keys had no hour, is
 * swept: each round lists a limited number of keys, from where the previous round stopped. The
 * progress is stored in the bucket ({@link ReconcileMark}). Only the reconciling replica writes it;
 * should two replicas briefly believe to be it, the last write wins, and at worst an hour is listed
 * twice.
 *
 * <p>It relies on the views: if they lag, an event is published twice, which costs the classifier a
 * lookup of answered ids; if they have lost data, everything would be published again. Therefore it
 * publishes no events of objects above an age, and a limited number per round, and callers must
 * check that the views are complete. One round at a time.
 */
public final class Reconciler {

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * After an hour's end and the grace, uploads may still be added to it by slow puts and other
   * clocks.
   */
  private static final Duration LATE = Duration.ofMinutes(5);

  /**
   * Interval at which the sweep's progress is stored, which another replica would have to repeat.
   */
  private static final Duration SAVED_EACH = Duration.ofMinutes(10);

  /** Sorts after all keys of a folder of hours. */
  private static final String AFTER_DIGITS = "~";

  private final ObjectStore store;
  private final String bucket;
  private final List<String> prefixes;
  private final Repairs repairs;
  private final HourAgreement agreement;
  private final Supplier<String> cluster;
  private final Clock clock;
  private final ReconcileLimits limits;
  private final LongAdder processed = new LongAdder();
  private final LongAdder repaired = new LongAdder();
  private final LongAdder cappedRounds = new LongAdder();
  private volatile Round last = Round.NONE;

  /** Null until a round has read it. */
  private ReconcileMark mark;

  private ReconcileMark saved;
  private Instant savedAt = Instant.EPOCH;

  /** Findings of the sweep in progress, and of the last complete one. */
  private Found sweeping = Found.NOTHING;

  /** When the sweep in progress began; null if another process has begun it. */
  private Instant sweepingSince;

  private Found swept = Found.NOTHING;

  private record Found(int tooOld, int unusable) {
    private static final Found NOTHING = new Found(0, 0);

    private Found and(Repairs.Tally tally) {
      return new Found(tooOld + tally.tooOld(), unusable + tally.unusable());
    }
  }

  /**
   * Creates a reconciler of one bucket.
   *
   * @param prefixes under which every object is an image
   * @param agreement about hours in keys
   * @param cluster returns the id of the Kafka cluster, or throws while the broker is unavailable
   * @throws IllegalArgumentException if images may not be stored under one of them
   */
  public Reconciler(
      ObjectStore store,
      ImageObjects images,
      List<String> prefixes,
      IndexedImages index,
      EventPublisher publisher,
      HourAgreement agreement,
      Supplier<String> cluster,
      Clock clock,
      ReconcileLimits limits) {
    this.store = store;
    this.bucket = images.bucket();
    this.prefixes = outermost(prefixes);
    this.repairs = new Repairs(store, images, index, publisher, limits);
    this.agreement = agreement;
    this.cluster = cluster;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Processes the hours that are not completed, and continues the sweep, until the maximum number
   * of events per round is published. Memory does not grow with the number of objects.
   *
   * @throws RuntimeException if store, broker or views are unavailable; another round continues
   *     from there
   */
  public Round round() {
    Instant now = clock.instant();
    if (mark == null) {
      Instant start = now.minus(limits.maxAge());
      String current = cluster.get();
      saved = ReconcileMark.in(store, bucket).orElse(null);
      mark =
          saved == null
              ? new ReconcileMark(start, null, null, false, current)
              : saved.in(current, start);
      savedAt = now;
    }
    decideOnHours(now);
    Repairs.Tally ofHours = repairs.begin(now, limits.maxEvents());
    Repairs.Tally ofSweep = ofHours;
    try {
      processHours(now, ofHours);
      if (ofHours.published() < limits.maxEvents()) {
        ofSweep = repairs.begin(now, limits.maxEvents() - ofHours.published());
        sweep(now, ofSweep);
      }
      save(now);
    } finally {
      repaired.add(published(ofHours, ofSweep));
    }
    boolean capped = ofHours.isCapped() || ofSweep.isCapped();
    if (capped) {
      cappedRounds.increment();
    }
    Found found = swept.and(ofHours);
    last = new Round(published(ofHours, ofSweep), found.tooOld(), found.unusable(), capped);
    return last;
  }

  /**
   * Nothing is written until it is decided, since earlier releases would take the mark for an
   * image.
   */
  private void decideOnHours(Instant now) {
    if (mark.hourKeysSince() == null && agreement.isReached()) {
      write(mark.withHourKeysSince(now), now);
    }
    if (mark.hourKeysSince() != null) {
      agreement.decided(mark.hourKeysSince());
    }
  }

  private static int published(Repairs.Tally ofHours, Repairs.Tally ofSweep) {
    return ofHours == ofSweep ? ofHours.published() : ofHours.published() + ofSweep.published();
  }

  /** Another replica may reconcile from now on: the next round reads the stored progress. */
  public void rest() {
    mark = null;
    sweepingSince = null;
    sweeping = Found.NOTHING;
    swept = Found.NOTHING;
    last = Round.NONE;
  }

  private void processHours(Instant now, Repairs.Tally tally) {
    if (!prefixes.contains(UploadKey.PREFIX)) {
      return;
    }
    for (Instant hour = firstHour(now); !hour.isAfter(now); hour = hour.plus(HOUR)) {
      Batches batches = new Batches(tally, key -> {});
      Iterator<StoredObject> objects = store.list(bucket, UploadKey.hour(hour), null);
      while (objects.hasNext() && goesOn(tally)) {
        batches.add(objects.next());
      }
      batches.flush();
      if (!goesOn(tally)) {
        return;
      }
      if (hour.plus(HOUR).plus(limits.grace()).plus(LATE).isBefore(now)) {
        mark = mark.withHours(hour.plus(HOUR));
      }
    }
  }

  /** The first hour that is not completed, and can still be repaired. */
  private Instant firstHour(Instant now) {
    Instant oldest = now.minus(limits.maxAge()).truncatedTo(ChronoUnit.HOURS);
    Instant undone = mark.hours().isBefore(oldest) ? oldest : mark.hours();
    // The mark may have been written by a clock that was ahead.
    return undone.isAfter(now) ? now.truncatedTo(ChronoUnit.HOURS) : undone;
  }

  private void sweep(Instant now, Repairs.Tally tally) {
    int left = limits.sweep();
    if (mark.swept() == null) {
      sweepingSince = now;
    }
    for (String prefix : prefixes) {
      if (left > 0 && goesOn(tally) && !isSwept(prefix)) {
        left = sweep(prefix, left, tally);
      }
    }
    sweeping = sweeping.and(tally);
    if (left > 0 && goesOn(tally)) {
      swept = sweeping;
      sweeping = Found.NOTHING;
      mark = mark.withSwept(null);
      if (hasPassedKeysWithoutHour()) {
        mark = mark.afterKeysWithoutHour();
      }
      sweepingSince = null;
    }
  }

  /** Whether no gateway could store an upload without an hour any more when the sweep began. */
  private boolean hasPassedKeysWithoutHour() {
    return sweepingSince != null
        && mark.hourKeysSince() != null
        && prefixes.contains(UploadKey.PREFIX)
        && mark.hourKeysSince()
            .plus(HourKeys.SETTLING)
            .plus(limits.grace())
            .plus(LATE)
            .isBefore(sweepingSince);
  }

  private boolean isSwept(String prefix) {
    String key = mark.swept();
    return key != null && key.compareTo(prefix) > 0 && !key.startsWith(prefix);
  }

  /** Returns the remaining number of objects that may be processed. */
  private int sweep(String prefix, int most, Repairs.Tally tally) {
    int left = most;
    Batches batches = new Batches(tally, key -> mark = mark.withSwept(key));
    Iterator<StoredObject> objects = listFrom(prefix);
    while (left > 0 && objects.hasNext() && goesOn(tally)) {
      StoredObject object = objects.next();
      Optional<String> year = UploadKey.year(object.key());
      if (year.isPresent()) {
        batches.flush();
        if (goesOn(tally)) {
          mark = mark.withSwept(year.get() + AFTER_DIGITS);
          objects = listFrom(prefix);
        }
      } else {
        batches.add(object);
      }
      left--;
    }
    batches.flush();
    return left;
  }

  private Iterator<StoredObject> listFrom(String prefix) {
    String key = mark.swept();
    return store.list(bucket, prefix, key != null && key.startsWith(prefix) ? key : null);
  }

  private static boolean goesOn(Repairs.Tally tally) {
    return !tally.isCapped() && !Thread.currentThread().isInterrupted();
  }

  private void save(Instant now) {
    boolean isLate = !savedAt.plus(SAVED_EACH).isAfter(now);
    boolean isNew =
        saved == null
            || !saved.hours().equals(mark.hours())
            || saved.withoutHour() != mark.withoutHour()
            || !mark.cluster().equals(saved.cluster());
    if (mark.hourKeysSince() != null && (isNew || isLate && !mark.equals(saved))) {
      write(mark, now);
    }
  }

  private void write(ReconcileMark next, Instant now) {
    store.put(bucket, ImageObjects.RECONCILED, next.toJson(), "application/json");
    mark = next;
    saved = next;
    savedAt = now;
  }

  /** Batches objects, since the views are queried about many at a time. */
  private final class Batches {
    private final Repairs.Tally tally;
    private final Consumer<String> done;
    private final List<StoredObject> objects = new ArrayList<>();

    /**
     * @param done receives the last key each time that all objects up to it are processed
     */
    private Batches(Repairs.Tally tally, Consumer<String> done) {
      this.tally = tally;
      this.done = done;
    }

    private void add(StoredObject object) {
      processed.increment();
      objects.add(object);
      if (objects.size() == IndexedImages.MOST) {
        flush();
      }
    }

    private void flush() {
      if (objects.isEmpty() || !goesOn(tally)) {
        return;
      }
      tally.process(objects);
      if (!tally.isCapped()) {
        done.accept(objects.get(objects.size() - 1).key());
      }
      objects.clear();
    }
  }

  /** Sorts prefixes, and removes those below another. */
  private static List<String> outermost(List<String> prefixes) {
    List<String> outermost = new ArrayList<>();
    for (String prefix : prefixes.stream().sorted().distinct().toList()) {
      requireImages(prefix);
      if (outermost.stream().noneMatch(prefix::startsWith)) {
        outermost.add(prefix);
      }
    }
    return List.copyOf(outermost);
  }

  private static void requireImages(String prefix) {
    if (ImageObjects.PREFIXES.stream().noneMatch(prefix::startsWith)) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.prefixes contains %s, but images are only stored below %s"
              .formatted(Excerpt.of(prefix), String.join(", ", ImageObjects.PREFIXES)));
    }
  }

  /** Number of objects processed so far. */
  public long processed() {
    return processed.sum();
  }

  /** Number of events published so far. */
  public long repaired() {
    return repaired.sum();
  }

  /** Number of rounds that ended because they reached the maximum number of events. */
  public long capped() {
    return cappedRounds.sum();
  }

  /** The last completed round. */
  public Round last() {
    return last;
  }
}
