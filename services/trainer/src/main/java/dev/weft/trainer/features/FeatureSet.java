package dev.weft.trainer.features;

import dev.weft.trainer.dataset.PerceptualHash;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one base says of images: 2,048 features of each, as it is, mirrored and cropped. On the heap
 * it takes about 100 bytes an image; the features are memory-mapped. Thread-safe.
 */
public final class FeatureSet implements Features {
  /** A run that is killed loses at most the work on so many. */
  private static final int SEGMENT_RECORDS = 512;

  private final FeatureStore store;
  private final String prefix;
  private final List<Segment> segments = new ArrayList<>();
  private final Map<FeatureKey, Long> places = new HashMap<>();
  private ByteBuffer pending;

  FeatureSet(FeatureStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  synchronized void index(Segment segment) {
    long number = segments.size();
    segments.add(segment);
    segment.forEach((key, record) -> places.put(key, number << 32 | record));
  }

  /** Whether the features of an image, shown in one way, are there. */
  public synchronized boolean has(String sha256, Augmentation shown) {
    return places.containsKey(FeatureKey.of(sha256, shown));
  }

  /** What an image looks like, if any features of it are there. */
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
        throw new IllegalArgumentException("there are no features of the image " + sha256);
      }
      segment = segment(place);
    }
    segment.read(place.intValue(), target);
  }

  /** Adds what the base said; it is there after the next {@link #flush}, or sooner. */
  synchronized void add(String sha256, Augmentation shown, PerceptualHash look, float[] features) {
    if (pending == null) {
      pending = Segment.buffer(SEGMENT_RECORDS);
    }
    Segment.append(pending, FeatureKey.of(sha256, shown), look, features);
    if (!pending.hasRemaining()) {
      flush();
    }
  }

  /** Puts what was added into the store. */
  synchronized void flush() {
    if (pending != null && pending.position() > Segment.HEADER) {
      index(store.add(prefix, Segment.finish(pending)));
      pending.position(Segment.HEADER);
    }
  }

  private Segment segment(long place) {
    return segments.get((int) (place >>> 32));
  }
}
