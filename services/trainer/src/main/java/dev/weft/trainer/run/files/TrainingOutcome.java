package dev.weft.trainer.run.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.training.TrainingState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How a training ended. It has one outcome: an object that is put if there is none, so that of two
 * trainers that both believe to own it the first decides.
 *
 * @param state an end
 * @param detail for people
 * @param manifest the staged version's, as {@link dev.weft.modelstore.ModelManifest#toJson} gives
 *     it; null unless published
 * @param wasThere whether that version was published before, by another training from the same
 * @param report key of the report; null if there is none
 * @param sameAs other requests that end with this one
 * @param at when
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
    // As which JSON's null is read.
    manifest = manifest == null || manifest.isNull() ? null : manifest;
    if (!state.isEnd() || (state == TrainingState.PUBLISHED) != (manifest != null)) {
      throw new IllegalArgumentException("not an outcome: " + state);
    }
    Objects.requireNonNull(detail, "detail");
    sameAs = sameAs == null ? List.of() : List.copyOf(sameAs);
    Objects.requireNonNull(at, "at");
  }

  /** Of a version that is new, or of none. */
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
