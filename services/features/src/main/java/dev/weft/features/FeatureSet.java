package dev.weft.features;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The features of images by one base: 2,048 for each augmentation. Takes about 100 bytes per image
 * on the heap; the features are memory-mapped. Thread-safe.
 */
public final class FeatureSet implements Features {
  /** Records per segment: a run that is killed loses at most the features of this many. */
  private static final int SEGMENT_RECORDS = 512;

  private final FeatureStore store;
  private final String prefix;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<FeatureKey, Long> places = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private final Set<Long> answered = new HashSet<>();
  private ByteBuffer pending;

  FeatureSet(FeatureStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /**
   * @param isAnswered whether it may be removed, so that another segment's record of the same key
   *     is preferred
   */
  synchronized void index(String key, Segment segment, boolean isAnswered) {
    keys.add(key);
    long number = segments.size();
    segments.add(segment);
    if (isAnswered) {
      answered.add(number);
    }
    segment.forEach(
        (image, record) -> {
          if (isAnswered) {
            places.putIfAbsent(image, number << 32 | record);
          } else {
            places.put(image, number << 32 | record);
          }
        });
  }

  /** Adds what other processes have stored since the set was opened. */
  public void refresh() {
    store.refresh(this);
  }

  /** Skips a segment that cannot be used from now on. */
  synchronized void ignore(String key) {
    keys.add(key);
  }

  synchronized boolean isIndexed(String key) {
    return keys.contains(key);
  }

  String prefix() {
    return prefix;
  }

  /**
   * Copies records of answered images to segments that stay, so that a training which uses them can
   * be repeated.
   */
  public void keep(List<Views> used) {
    for (Views views : used) {
      String sha256 = views.object().sha256();
      views.shown().forEach(shown -> keep(sha256, shown));
    }
    flush();
  }

  private synchronized void keep(String sha256, Augmentation shown) {
    Long place = places.get(FeatureKey.of(sha256, shown));
    if (place != null && answered.contains(place >>> 32)) {
      FloatBuffer features = FloatBuffer.allocate(Segment.FLOATS);
      segment(place).read(place.intValue(), features);
      add(sha256, shown, segment(place).look(place.intValue()), features.array());
    }
  }

  /** Whether the features of an image with an augmentation are available. */
  public synchronized boolean has(String sha256, Augmentation shown) {
    return places.containsKey(FeatureKey.of(sha256, shown));
  }

  /** Returns the perceptual hash of an image, if any of its features are available. */
  public synchronized Optional<PerceptualHash> look(String sha256) {
    Long place = places.get(FeatureKey.of(sha256, Augmentation.NONE));
    if (place == null) {
      place = places.get(FeatureKey.of(sha256, Augmentation.MIRRORED));
    }
    return place == null ? Optional.empty() : Optional.of(segment(place).look(place.intValue()));
  }

  @Override
  public void read(String sha256, Augmentation shown, FloatBuffer target) {
    Segment segment;
    Long place;
    synchronized (this) {
      place = places.get(FeatureKey.of(sha256, shown));
      if (place == null) {
        throw new IllegalArgumentException("no features exist for the image " + sha256);
      }
      segment = segment(place);
    }
    segment.read(place.intValue(), target);
  }

  /** Adds features; they become available with the next {@link #flush} at the latest. */
  public synchronized void add(
      String sha256, Augmentation shown, PerceptualHash look, float[] features) {
    if (pending == null) {
      pending = Segment.buffer(SEGMENT_RECORDS);
    }
    Segment.append(pending, FeatureKey.of(sha256, shown), look, features);
    if (!pending.hasRemaining()) {
      flush();
    }
  }

  /** Writes the added features to the store. */
  public synchronized void flush() {
    if (pending != null && pending.position() > Segment.HEADER) {
      FeatureStore.Stored stored = store.add(prefix, Segment.finish(pending));
      index(stored.key(), stored.segment(), false);
      pending.position(Segment.HEADER);
    }
  }

  private Segment segment(long place) {
    return segments.get((int) (place >>> 32));
  }
}
