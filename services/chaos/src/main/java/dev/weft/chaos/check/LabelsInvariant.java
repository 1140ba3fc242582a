package dev.weft.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.DataSetRead;
import dev.weft.chaos.history.Operation.LabelTried;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.SampleRead;
import dev.weft.chaos.history.Operation.TrainingTried;
import dev.weft.events.catalog.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks that labels are kept, in order, and are included in later data sets. A data set is checked
 * when it has been read: by then all attempts of its time are in the history.
 */
final class LabelsInvariant implements Invariant {
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");

  private final Findings findings;
  private final Map<String, LabelHistory> images = new HashMap<>();
  private final Map<String, Instant> asked = new HashMap<>();
  private final Map<String, Instant> ended = new HashMap<>();
  private final Map<String, Map<String, SampleRead>> reading = new HashMap<>();
  private long attempts;
  private long samples;
  private long dataSets;

  LabelsInvariant(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof LabelTried tried) {
      attempts++;
      image(tried.imageId()).add(tried);
    } else if (operation instanceof TrainingTried tried) {
      asked.merge(tried.trainingId(), tried.sentAt(), LabelsInvariant::earlier);
    } else if (operation instanceof RecordRead record) {
      add(record);
    } else if (operation instanceof SampleRead sample) {
      reading
          .computeIfAbsent(sample.trainingId(), id -> new HashMap<>())
          .put(sample.imageId(), sample);
    } else if (operation instanceof DataSetRead read) {
      dataSets++;
      Map<String, SampleRead> all = reading.remove(read.trainingId());
      judge(read, all == null ? Map.of() : all);
    }
  }

  private LabelHistory image(String id) {
    return images.computeIfAbsent(id, key -> new LabelHistory());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void add(RecordRead record) {
    if (record.topic().equals(Topics.IMAGES_LABELED) && record.key() != null) {
      JsonNode event = record.event();
      LabelHistory image = image(record.key());
      if (event == null) {
        image.recorded(null, null, record.offset());
      } else {
        image.isFor(event.path("model").asText(null));
        image.recorded(
            event.path("label").asText(null),
            event.path("labeledBy").asText(null),
            record.offset());
      }
    } else if (record.topic().equals(Topics.TRAINING_PROGRESSED)
        && record.event() != null
        && ENDS.contains(record.event().path("state").asText())) {
      ended.putIfAbsent(record.event().path("trainingId").asText(), record.at());
    }
  }

  private void judge(DataSetRead read, Map<String, SampleRead> all) {
    String training = read.trainingId();
    Instant from = asked.getOrDefault(training, Instant.EPOCH);
    Instant to = ended.getOrDefault(training, read.at());
    samples += all.size();
    images.forEach(
        (id, history) -> {
          if (read.model().equals(history.model())) {
            judge(training, id, history, all.get(id), from, to);
          }
        });
    all.forEach(
        (id, sample) -> {
          if (!images.containsKey(id)) {
            findings.add(
                Guarantee.DATA_SET_OF_LABELS,
                id,
                "is a %s in the data set of %s, but was never labeled",
                sample.label(),
                training);
          }
        });
  }

  private void judge(
      String training,
      String id,
      LabelHistory history,
      SampleRead sample,
      Instant from,
      Instant to) {
    String label = sample == null ? null : sample.label();
    if (!history.isForeign() && !history.mayHave(label, from, to)) {
      findings.add(
          Guarantee.LABEL_IN_DATA_SET,
          id,
          "the data set of %s, requested at %s, has %s; clients labeled %s",
          training,
          from,
          label == null ? "no label of it" : "it as " + label,
          history.description());
    }
    if (sample != null && "unreadable".equals(sample.leftOut())) {
      findings.add(
          Guarantee.LABELED_IMAGE_READABLE,
          id,
          "excluded from the data set of %s as unreadable",
          training);
    }
  }

  @Override
  public void judge(boolean complete) {
    images.forEach(
        (id, history) -> {
          if (complete) {
            history
                .lost()
                .forEach(
                    label ->
                        findings.add(
                            Guarantee.LABEL_KEPT,
                            id,
                            "%s was acknowledged, but is missing",
                            label));
          }
          history
              .reordered()
              .forEach(pair -> findings.add(Guarantee.LABELS_IN_ORDER, id, "%s", pair));
        });
  }

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("labels, attempts", attempts);
    seen.put("data sets", dataSets);
    seen.put("images of data sets", samples);
  }
}
