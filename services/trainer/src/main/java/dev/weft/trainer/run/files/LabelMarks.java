package dev.weft.trainer.run.files;

import dev.weft.events.object.TrainingKeys;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.util.Optional;

/** Label marks in the store: {@code labels/<model>.json}. */
public final class LabelMarks {
  private static final int MAX_BYTES = 1 << 20;

  private final ObjectStore store;
  private final String bucket;

  public LabelMarks(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** Returns a model's mark; empty before its first training. */
  public Optional<LabelMark> get(String model) {
    return store.get(bucket, key(model), MAX_BYTES) instanceof GetResult.Found found
        ? Optional.of(RunFiles.value(key(model), found.bytes(), LabelMark.class))
        : Optional.empty();
  }

  public void set(String model, LabelMark mark) {
    store.put(bucket, key(model), RunFiles.bytes(RunFiles.tree(mark)), "application/json");
  }

  private static String key(String model) {
    return TrainingKeys.labelMark(model);
  }
}
