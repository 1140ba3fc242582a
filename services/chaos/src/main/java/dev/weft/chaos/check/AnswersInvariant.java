package dev.weft.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.UploadTried;
import dev.weft.events.catalog.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that every acknowledged image was answered, once, and for the same bytes. */
final class AnswersInvariant implements Invariant {
  private final Findings findings;
  private final VersionsInvariant versions;
  private final Map<String, Image> images = new HashMap<>();
  private long attempts;
  private long answers;
  private long shadows;
  private long rejections;

  AnswersInvariant(Findings findings, VersionsInvariant versions) {
    this.findings = findings;
    this.versions = versions;
  }

  /** State of an image; fields that most images lack are null. */
  private static final class Image {
    /** SHA-256 of the first acknowledged upload. */
    String acknowledged;

    /** SHA-256 of all uploads. */
    List<String> sent = List.of();

    boolean announced;
    boolean fit;

    /** Position of the first answer. */
    String answeredAt;

    /** SHA-256 of the answered bytes; null for a rejection that does not name it. */
    String answered;

    String rejection;
    List<String> versions = List.of();
  }

  private Image image(String id) {
    return images.computeIfAbsent(id, key -> new Image());
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof UploadTried upload) {
      add(upload);
    } else if (operation instanceof RecordRead record && record.event() != null) {
      switch (record.topic()) {
        case Topics.IMAGES_UPLOADED -> {
          String id = record.event().path("imageId").asText("");
          if (!id.isEmpty()) {
            image(id).announced = true;
          }
        }
        case Topics.IMAGES_CLASSIFIED -> classified(record);
        case Topics.IMAGES_REJECTED -> rejected(record);
        default -> {}
      }
    }
  }

  private void add(UploadTried upload) {
    attempts++;
    Image image = image(upload.imageId());
    image.fit = upload.fit();
    image.sent = with(image.sent, upload.sha256());
    if (!Operation.isAcknowledged(upload.status())) {
      return;
    }
    if (image.acknowledged == null) {
      image.acknowledged = upload.sha256();
    } else if (!image.acknowledged.equals(upload.sha256())) {
      findings.add(
          Guarantee.ONE_CONTENT_A_KEY,
          upload.imageId(),
          "%s and %s were both acknowledged",
          image.acknowledged,
          upload.sha256());
    }
  }

  /** Most lists have one element, and share it. */
  private static List<String> with(List<String> list, String element) {
    if (list.contains(element)) {
      return list;
    }
    if (list.isEmpty()) {
      return List.of(element);
    }
    List<String> more = new ArrayList<>(list);
    more.add(element);
    return List.copyOf(more);
  }

  private void classified(RecordRead record) {
    JsonNode event = record.event();
    String id = event.path("imageId").asText(record.key());
    String model = event.at("/model/name").asText();
    int version = event.at("/model/version").asInt();
    String role = event.path("role").asText();
    Image image = image(id);
    String answering = (model + ":" + version).intern();
    if (image.versions.contains(answering)) {
      findings.add(
          Guarantee.VERSION_ANSWERS_ONCE,
          id,
          "%s answers again at %s",
          answering,
          position(record));
    }
    image.versions = with(image.versions, answering);
    versions.answered(id, model, version, role, position(record));
    if (role.equals("shadow")) {
      shadows++;
      return;
    }
    answers++;
    answer(id, image, record, event.at("/object/sha256").asText(null));
  }

  private void rejected(RecordRead record) {
    JsonNode event = record.event();
    String id = event.path("imageId").asText("");
    if (id.isEmpty()) {
      // A rejection of an event that named no image.
      return;
    }
    rejections++;
    Image image = image(id);
    answer(id, image, record, event.at("/object/sha256").asText(null));
    image.rejection = event.path("reason").asText() + ": " + event.path("detail").asText();
  }

  private void answer(String id, Image image, RecordRead record, String sha256) {
    if (image.answeredAt != null) {
      findings.add(
          Guarantee.ANSWERED_ONCE,
          id,
          "answered at %s and again at %s",
          image.answeredAt,
          position(record));
      return;
    }
    image.answeredAt = position(record);
    image.answered = sha256;
  }

  private static String position(RecordRead record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  @Override
  public void judge(boolean ended) {
    images.forEach(
        (id, image) -> {
          if (ended && image.acknowledged != null && image.answeredAt == null) {
            findings.add(
                Guarantee.ANSWERED,
                id,
                "%s was acknowledged and never answered; its event was %s",
                image.acknowledged,
                image.announced ? "published" : "not published");
          }
          if (image.answeredAt != null) {
            judgeAnswer(id, image);
          }
        });
  }

  private void judgeAnswer(String id, Image image) {
    if (image.sent.isEmpty() && !image.announced) {
      findings.add(
          Guarantee.ANSWERED_UPLOADED, id, "answered at %s, but never uploaded", image.answeredAt);
    }
    if (image.rejection != null && image.fit) {
      findings.add(
          Guarantee.FIT_IMAGE_CLASSIFIED,
          id,
          "rejected at %s: %s",
          image.answeredAt,
          image.rejection);
    }
    if (image.answered == null) {
      return;
    }
    if (image.acknowledged != null && !image.acknowledged.equals(image.answered)) {
      findings.add(
          Guarantee.ANSWERED_ACKNOWLEDGED_BYTES,
          id,
          "%s was acknowledged, and the answer at %s is about %s",
          image.acknowledged,
          image.answeredAt,
          image.answered);
    } else if (!image.sent.isEmpty() && !image.sent.contains(image.answered)) {
      findings.add(
          Guarantee.ANSWERED_ACKNOWLEDGED_BYTES,
          id,
          "the answer at %s is about %s, which no client sent",
          image.answeredAt,
          image.answered);
    }
  }

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("uploads, attempts", attempts);
    seen.put(
        "uploads acknowledged",
        images.values().stream().filter(image -> image.acknowledged != null).count());
    seen.put("answers", answers);
    seen.put("answers of shadows", shadows);
    seen.put("rejections", rejections);
  }
}
