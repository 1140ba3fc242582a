package dev.weft.gateway.models;

import dev.weft.evaluation.CorruptEvaluationException;
import dev.weft.evaluation.EvaluationFile;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.events.object.TrainingKeys;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads evaluations on held-out images, and caches the most recently used ones: at most {@link
 * #MAX_SCORES} probabilities, some 20 MB, and the one in use. Thread-safe.
 */
public final class Evaluations {
  static final int MAX_SCORES = 1_000_000;

  private final ObjectStore store;
  private final String bucket;
  private final Map<String, EvaluationSet> known = new LinkedHashMap<>(16, .75f, true);
  private int scores;

  public Evaluations(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * The evaluation of the version that a training produced, or that its gate rejected; empty if the
   * training kept none. Serialized, so that a second reader finds the first one's result in the
   * cache.
   *
   * @throws CorruptEvaluationException if the object is not a valid evaluation
   * @throws StoreUnavailableException if the store fails while it is read
   */
  public synchronized Optional<EvaluationSet> of(String trainingId)
      throws CorruptEvaluationException {
    EvaluationSet found = known.get(trainingId);
    if (found != null) {
      return Optional.of(found);
    }
    String key = TrainingKeys.file(trainingId, EvaluationFile.NAME);
    Optional<InputStream> bytes = store.open(bucket, key);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = bytes.get()) {
      EvaluationSet read = EvaluationFile.read(in);
      keep(trainingId, read);
      return Optional.of(read);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "the object store closed the connection while sending " + key, e);
    }
  }

  private void keep(String trainingId, EvaluationSet read) {
    known.put(trainingId, read);
    scores += read.size();
    Iterator<EvaluationSet> oldest = known.values().iterator();
    while (scores > MAX_SCORES && oldest.hasNext()) {
      scores -= oldest.next().size();
      oldest.remove();
    }
  }
}
