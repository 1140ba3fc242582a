package dev.weft.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.TrainingTried;
import dev.weft.events.catalog.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks that each training ends once, and that each version is produced by one training. */
final class TrainingsInvariant implements Invariant {
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");

  private final Findings findings;
  private final Map<String, Training> trainings = new HashMap<>();

  /** The training that produced each version; empty for none, such as an import. */
  private final Map<String, String> versions = new HashMap<>();

  TrainingsInvariant(Findings findings) {
    this.findings = findings;
  }

  private static final class Training {
    boolean acknowledged;

    /** State and position of its end. */
    String end;

    /** The version named by its end. */
    String named;

    /** The published version that names this training. */
    String published;
  }

  private Training training(String id) {
    return trainings.computeIfAbsent(id, key -> new Training());
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof TrainingTried tried && Operation.isAcknowledged(tried.status())) {
      training(tried.trainingId()).acknowledged = true;
    } else if (operation instanceof RecordRead record && record.event() != null) {
      if (record.topic().equals(Topics.TRAINING_PROGRESSED)) {
        progressed(record, record.event());
      } else if (record.topic().equals(Topics.MODELS_PUBLISHED)) {
        published(record, record.event());
      }
    }
  }

  private void progressed(RecordRead record, JsonNode event) {
    String id = event.path("trainingId").asText();
    String state = event.path("state").asText();
    Training training = training(id);
    if (training.end != null) {
      findings.add(
          ENDS.contains(state) ? Guarantee.TRAINING_ENDS : Guarantee.NOTHING_AFTER_END,
          id,
          "%s, and %s at offset %d after that",
          training.end,
          state,
          record.offset());
      return;
    }
    if (ENDS.contains(state)) {
      training.end = state + " at offset " + record.offset();
      if (event.path("version").isInt()) {
        training.named = event.path("model").asText() + ":" + event.path("version").asInt();
      }
    }
  }

  private void published(RecordRead record, JsonNode event) {
    String version = event.at("/model/name").asText() + ":" + event.at("/model/version").asInt();
    String id = event.path("trainingId").asText("");
    String other = versions.putIfAbsent(version, id);
    if (other != null && !other.equals(id)) {
      findings.add(
          Guarantee.VERSION_OF_ONE_TRAINING,
          version,
          "published by %s, and by %s at offset %d",
          other.isEmpty() ? "no training" : other,
          id.isEmpty() ? "no training" : id,
          record.offset());
    }
    if (id.isEmpty()) {
      return;
    }
    Training training = training(id);
    if (training.published != null) {
      findings.add(
          Guarantee.ONE_VERSION_A_TRAINING,
          id,
          "published %s, and %s at offset %d",
          training.published,
          version,
          record.offset());
    }
    training.published = version;
  }

  @Override
  public void judge(boolean ended) {
    if (!ended) {
      return;
    }
    trainings.forEach(
        (id, training) -> {
          if (training.acknowledged && training.end == null) {
            findings.add(Guarantee.TRAINING_ENDS, id, "was accepted, but has not ended");
          }
          if (training.named != null && !versions.containsKey(training.named)) {
            findings.add(
                Guarantee.ONE_VERSION_A_TRAINING,
                id,
                "%s with %s, which was never published",
                training.end,
                training.named);
          }
          if (training.published != null
              && training.end != null
              && !training.published.equals(training.named)) {
            findings.add(
                Guarantee.ONE_VERSION_A_TRAINING,
                id,
                "published %s, but ended as %s with %s",
                training.published,
                training.end,
                training.named == null ? "none" : training.named);
          }
        });
  }

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("trainings", (long) trainings.size());
    seen.put("versions published", (long) versions.size());
  }
}
