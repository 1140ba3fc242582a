package dev.weft.trainer.run.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.training.TrainingState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How a training ended. It has exactly one outcome: an object that is stored only if there is none
 * yet, so that of two trainers that both believe they own the training the first one decides.
 *
 * @param state a final state
 * @param detail for people
 * @param manifest the staged version's, as {@link dev.weft.modelstore.ModelManifest#toJson} gives
 *     it; null unless published
 * @param wasThere whether that version had already been published by another training with the same
 *     inputs
 * @param report key of the report; null if there is none
 * @param sameAs other requests that are completed by this training
 * @param at when the training ended
 */
public record TrainingOutcome(
    TrainingState state,
    String detail,
    JsonNode manifest,
    boolean wasThere,
    String report,
    List<String> sameAs,
    Instant at) {
  public TrainingOutcome {
    // JSON null is read as a node.
    manifest = manifest == null || manifest.isNull() ? null : manifest;
    if (!state.isEnd() || (state == TrainingState.PUBLISHED) != (manifest != null)) {
      throw new IllegalArgumentException("not an outcome: " + state);
    }
    Objects.requireNonNull(detail, "detail");
    sameAs = sameAs == null ? List.of() : List.copyOf(sameAs);
    Objects.requireNonNull(at, "at");
  }

  /** The outcome of a new version, or of none. */
  public TrainingOutcome(
      TrainingState state,
      String detail,
      JsonNode manifest,
      String report,
      List<String> sameAs,
      Instant at) {
    this(state, detail, manifest, false, report, sameAs, at);
  }

  public static TrainingOutcome of(
      TrainingState state, String detail, String report, List<String> sameAs) {
    return new TrainingOutcome(state, detail, null, report, sameAs, Instant.now());
  }
}
