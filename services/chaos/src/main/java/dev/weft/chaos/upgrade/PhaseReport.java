package dev.weft.chaos.upgrade;

import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.UploadTried;
import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the images of each phase. An image belongs to the phase in which it was first
 * acknowledged. Several histories of one cluster may be added; a record that both contain counts
 * once. Memory grows with the number of images. Not thread-safe.
 */
final class PhaseReport {

  /**
   * One phase.
   *
   * @param accepted images acknowledged with 200 or 202
   * @param answeredOnce of them, those with one answer: a prediction of the primary or the canary,
   *     or a rejection
   * @param lost of them, those without an answer
   * @param doubled images with several answers, acknowledged or not, and images that the system
   *     published itself, under an id that no client has sent
   * @param slowest longest time from an acknowledgement until its answer was written to the topic;
   *     zero if there is none
   * @param refused number of attempts to upload that were not acknowledged, by HTTP status; {@link
   *     Operation#NO_ANSWER} for those without a response
   */
  record Row(
      String name,
      Duration length,
      long accepted,
      long answeredOnce,
      long lost,
      long doubled,
      Duration slowest,
      Map<Integer, Long> refused) {}

  private static final class Phase {
    final String name;
    final Instant begin;
    Instant end;
    final Map<Integer, Long> refused = new TreeMap<>();

    Phase(String name, Instant begin) {
      this.name = name;
      this.begin = begin;
      this.end = begin;
    }
  }

  private static final class Image {
    /** The phase of the first acknowledgement, else that in which the id was first seen. */
    Phase phase;

    boolean sent;
    Instant acknowledgedAt;
    Instant answeredAt;
    boolean announced;
    final Set<String> answers = new HashSet<>(2);
  }

  private final List<Phase> phases = new ArrayList<>();
  private final Map<String, Image> images = new HashMap<>();
  private Phase current;

  /** Adds the next operation of a history. */
  void add(Operation operation) {
    if (current != null && operation.at().isAfter(current.end)) {
      current.end = operation.at();
    }
    if (operation instanceof Operation.Phase phase) {
      current = new Phase(phase.name(), phase.at());
      phases.add(current);
    } else if (operation instanceof UploadTried upload) {
      add(upload);
    } else if (operation instanceof RecordRead record && record.event() != null) {
      add(record);
    }
  }

  private void add(UploadTried upload) {
    Image image = image(upload.imageId());
    image.sent = true;
    if (!Operation.isAcknowledged(upload.status())) {
      current.refused.merge(upload.status(), 1L, Long::sum);
    } else if (image.acknowledgedAt == null) {
      image.acknowledgedAt = upload.at();
      image.phase = current;
    }
  }

  private void add(RecordRead record) {
    String id = record.event().path("imageId").asText("");
    if (id.isEmpty()) {
      return;
    }
    switch (record.topic()) {
      case Topics.IMAGES_UPLOADED -> image(id).announced = true;
      case Topics.IMAGES_CLASSIFIED -> {
        if (!record.event().path("role").asText().equals("shadow")) {
          answered(image(id), record);
        }
      }
      case Topics.IMAGES_REJECTED -> answered(image(id), record);
      default -> {}
    }
  }

  private static void answered(Image image, RecordRead record) {
    image.answers.add(record.topic() + "-" + record.partition() + "@" + record.offset());
    if (image.answeredAt == null) {
      image.answeredAt = record.writtenAt();
    }
  }

  private Image image(String id) {
    if (current == null) {
      throw new IllegalStateException("the history begins without a phase");
    }
    return images.computeIfAbsent(
        id,
        key -> {
          Image image = new Image();
          image.phase = current;
          return image;
        });
  }

  /** Returns the phases in their order. */
  List<Row> rows() {
    Map<Phase, List<Image>> all = new HashMap<>();
    images
        .values()
        .forEach(image -> all.computeIfAbsent(image.phase, key -> new ArrayList<>()).add(image));
    return phases.stream().map(phase -> row(phase, all.getOrDefault(phase, List.of()))).toList();
  }

  private static Row row(Phase phase, List<Image> images) {
    long accepted = 0;
    long once = 0;
    long lost = 0;
    long doubled = 0;
    Duration slowest = Duration.ZERO;
    for (Image image : images) {
      boolean isDoubled = image.answers.size() > 1 || image.announced && !image.sent;
      doubled += isDoubled ? 1 : 0;
      if (image.acknowledgedAt != null) {
        accepted++;
        lost += image.answers.isEmpty() ? 1 : 0;
        once += image.answers.size() == 1 ? 1 : 0;
        slowest = longer(slowest, image);
      }
    }
    return new Row(
        phase.name,
        Duration.between(phase.begin, phase.end),
        accepted,
        once,
        lost,
        doubled,
        slowest,
        Map.copyOf(phase.refused));
  }

  /** An answer may be written before the acknowledgement arrives. */
  private static Duration longer(Duration slowest, Image image) {
    if (image.answeredAt == null || !image.answeredAt.isAfter(image.acknowledgedAt)) {
      return slowest;
    }
    Duration time = Duration.between(image.acknowledgedAt, image.answeredAt);
    return time.compareTo(slowest) > 0 ? time : slowest;
  }
}
