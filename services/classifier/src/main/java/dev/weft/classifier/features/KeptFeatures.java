package dev.weft.classifier.features;

import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ObjectRef;
import dev.weft.features.Augmentation;
import dev.weft.features.PerceptualHash;
import dev.weft.features.SegmentWriter;
import dev.weft.objectstore.ObjectStore;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the features that versions compute when they answer, where these are the features of their
 * trainings' base. At most two segments of {@value #RECORDS} records are in memory per version;
 * when the store is slower than the answers, features are dropped, and computed again when they are
 * needed. Thread-safe; {@link #look} and {@link #flush} are called by one thread.
 */
final class KeptFeatures implements AnsweredFeatures {
  private static final int RECORDS = 256;

  private final ObjectStore store;
  private final String bucket;
  private final FeatureBases bases;
  private final RecentImages recent;
  private final PipelineListener listener;

  /** By version; empty if its features cannot be used. */
  private final Map<ModelRef, Optional<SegmentWriter>> writers = new ConcurrentHashMap<>();

  KeptFeatures(
      ObjectStore store,
      String bucket,
      FeatureBases bases,
      RecentImages recent,
      PipelineListener listener) {
    this.store = store;
    this.bucket = bucket;
    this.bases = bases;
    this.recent = recent;
    this.listener = listener;
  }

  @Override
  public boolean wants(ServingModel model) {
    var writer = writers.get(model.ref());
    return writer != null && writer.isPresent();
  }

  /** Decides on a version, once; until then its features are not kept. */
  void look(ServingModel model) {
    if (!writers.containsKey(model.ref())) {
      boolean own = bases.isOwn(model);
      writers.keySet().removeIf(version -> isIdle(version) && !version.equals(model.ref()));
      writers.put(
          model.ref(),
          own
              ? Optional.of(
                  SegmentWriter.ofAnswered(
                      store, bucket, bases.of(model.ref()).id(), model.preprocessing(), RECORDS))
              : Optional.empty());
    }
  }

  private boolean isIdle(ModelRef version) {
    return writers.get(version).map(SegmentWriter::isEmpty).orElse(true);
  }

  @Override
  public void offer(ObjectRef object, ServingModel model, FloatBuffer tensor, float[] features) {
    String sha256 = object.sha256();
    var writer = writers.getOrDefault(model.ref(), Optional.empty());
    if (writer.isEmpty() || sha256 == null || features.length == 0) {
      return;
    }
    var size = model.preprocessing();
    var look = PerceptualHash.of(tensor, tensor.position(), size.height(), size.width());
    if (writer.get().offer(sha256, Augmentation.NONE, look, features)) {
      recent.add(sha256, Augmentation.NONE);
      listener.featuresKept(1);
    }
  }

  /** Writes what was kept; a failure drops it. */
  void flush() {
    writers.values().forEach(writer -> writer.ifPresent(SegmentWriter::flush));
  }

  /** Whether a segment is at least half full. */
  boolean isDue() {
    return writers.values().stream()
        .flatMap(Optional::stream)
        .anyMatch(writer -> writer.records() >= RECORDS / 2);
  }
}
