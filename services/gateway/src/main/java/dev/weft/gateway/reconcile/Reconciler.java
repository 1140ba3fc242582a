package dev.weft.gateway.reconcile;

import dev.weft.events.Excerpt;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.UploadKey;
import dev.weft.gateway.intake.EventPublisher;
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

/**
 * Compares the bucket with the views and publishes what no event was seen for: an upload whose
 * gateway died before it published, an object whose notification was lost. One replica of all does
 * so.
 *
 * <p>What a round costs does not grow with the bucket. Uploads carry their hour in their key: an
 * hour is listed in each round while uploads may still come into it, and once when it is over.
 * Everything else, what others put and uploads of releases whose keys had no hour, is swept: each
 * round lists so many keys, from where the round before stopped. How far it has come lies in the
 * bucket ({@link ReconcileMark}). Only the replica at work writes that; if two should believe to be
 * it for a moment, the later one's word stands, and at worst an hour is listed twice.
 *
 * <p>It trusts the views: where they lag, an event is published twice, which costs the classifier a
 * look into what it has answered; where they have lost what they knew, everything would be. So it
 * publishes nothing older than a bound and only so much in one round, and whoever calls it makes
 * sure that the views are whole. One round at a time.
 */
public final class Reconciler {

  private static final Duration HOUR = Duration.ofHours(1);

  /** After its end and the grace, uploads of an hour may still come: slow puts, other clocks. */
  private static final Duration LATE = Duration.ofMinutes(5);

  /** How much of a sweep may have to be repeated by another replica. */
  private static final Duration SAVED_EACH = Duration.ofMinutes(10);

  /** After all keys of a folder of hours. */
  private static final String AFTER_DIGITS = "~";

  private final ObjectStore store;
  private final String bucket;
  private final List<String> prefixes;
  private final Repairs repairs;
  private final HourAgreement agreement;
  private final Clock clock;
  private final ReconcileLimits limits;
  private final LongAdder looked = new LongAdder();
  private final LongAdder repaired = new LongAdder();
  private final LongAdder cappedRounds = new LongAdder();
  private volatile Round last = Round.NONE;

  /** Null until a round has read it. */
  private ReconcileMark mark;

  private ReconcileMark saved;
  private Instant savedAt = Instant.EPOCH;

  /** Of the sweep that is under way, and of the last whole one. */
  private Found sweeping = Found.NOTHING;

  private Found swept = Found.NOTHING;

  private record Found(int tooOld, int unusable) {
    private static final Found NOTHING = new Found(0, 0);

    private Found and(Repairs.Tally tally) {
      return new Found(tooOld + tally.tooOld(), unusable + tally.unusable());
    }
  }

  /**
   * A reconciler of one bucket.
   *
   * @param prefixes below which every object is an image
   * @param agreement about hours in keys
   * @throws IllegalArgumentException if images may not lie below one of them
   */
  public Reconciler(
      ObjectStore store,
      ImageObjects images,
      List<String> prefixes,
      IndexedImages index,
      EventPublisher publisher,
      HourAgreement agreement,
      Clock clock,
      ReconcileLimits limits) {
    this.store = store;
    this.bucket = images.bucket();
    this.prefixes = outermost(prefixes);
    this.repairs = new Repairs(store, images, index, publisher, limits);
    this.agreement = agreement;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Looks at the hours that are not done, and sweeps on, until it has published as many events as
   * one round may; memory does not grow with the number of objects.
   *
   * @throws RuntimeException if store, broker or views are away; another round goes on from there
   */
  public Round round() {
    Instant now = clock.instant();
    if (mark == null) {
      saved = ReconcileMark.in(store, bucket).orElse(null);
      mark = saved == null ? new ReconcileMark(now.minus(limits.maxAge()), null, null) : saved;
      savedAt = now;
    }
    decideOnHours(now);
    Repairs.Tally ofHours = repairs.begin(now, limits.maxEvents());
    Repairs.Tally ofSweep = ofHours;
    try {
      lookAtHours(now, ofHours);
      if (ofHours.published() < limits.maxEvents()) {
        ofSweep = repairs.begin(now, limits.maxEvents() - ofHours.published());
        sweep(ofSweep);
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

  /** Until then nothing is written: releases before would take the mark for an image. */
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

  /** Another replica may be at work from now on: the next round asks how far that has come. */
  public void rest() {
    mark = null;
    sweeping = Found.NOTHING;
    swept = Found.NOTHING;
    last = Round.NONE;
  }

  private void lookAtHours(Instant now, Repairs.Tally tally) {
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

  /** The first hour that is not done, and that may still be repaired. */
  private Instant firstHour(Instant now) {
    Instant oldest = now.minus(limits.maxAge()).truncatedTo(ChronoUnit.HOURS);
    Instant undone = mark.hours().isBefore(oldest) ? oldest : mark.hours();
    // A clock that was ahead may have written the mark.
    return undone.isAfter(now) ? now.truncatedTo(ChronoUnit.HOURS) : undone;
  }

  private void sweep(Repairs.Tally tally) {
    int left = limits.sweep();
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
    }
  }

  private boolean isSwept(String prefix) {
    String key = mark.swept();
    return key != null && key.compareTo(prefix) > 0 && !key.startsWith(prefix);
  }

  /** Returns how many objects may still be looked at. */
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
    boolean isNewHour = saved == null || !saved.hours().equals(mark.hours());
    if (mark.hourKeysSince() != null && (isNewHour || isLate && !mark.equals(saved))) {
      write(mark, now);
    }
  }

  private void write(ReconcileMark next, Instant now) {
    store.put(bucket, ImageObjects.RECONCILED, next.toJson(), "application/json");
    mark = next;
    saved = next;
    savedAt = now;
  }

  /** Objects that are looked at together, since the views are asked about many at a time. */
  private final class Batches {
    private final Repairs.Tally tally;
    private final Consumer<String> done;
    private final List<StoredObject> objects = new ArrayList<>();

    /**
     * @param done is told of the last key each time that all before it were looked at
     */
    private Batches(Repairs.Tally tally, Consumer<String> done) {
      this.tally = tally;
      this.done = done;
    }

    private void add(StoredObject object) {
      looked.increment();
      objects.add(object);
      if (objects.size() == IndexedImages.MOST) {
        flush();
      }
    }

    private void flush() {
      if (objects.isEmpty() || !goesOn(tally)) {
        return;
      }
      tally.look(objects);
      if (!tally.isCapped()) {
        done.accept(objects.get(objects.size() - 1).key());
      }
      objects.clear();
    }
  }

  /** Sorted, and without those that lie below another. */
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
          "weft.gateway.reconcile.prefixes names %s, but images lie below %s only"
              .formatted(Excerpt.of(prefix), String.join(", ", ImageObjects.PREFIXES)));
    }
  }

  /** Objects looked at so far. */
  public long looked() {
    return looked.sum();
  }

  /** Events published so far. */
  public long repaired() {
    return repaired.sum();
  }

  /** Rounds so far that ended because they had published as many events as one may. */
  public long capped() {
    return cappedRounds.sum();
  }

  /** The last round that came to its end. */
  public Round last() {
    return last;
  }
}
