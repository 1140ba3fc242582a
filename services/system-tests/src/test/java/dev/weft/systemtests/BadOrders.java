package dev.weft.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.events.catalog.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Invalid records on {@code weft.training.requested} and {@code weft.images.labeled}. */
final class BadOrders {
  private static final String TIME = "\"2026-11-24T12:00:00Z\"";

  private BadOrders() {}

  /** Training requests that cannot be executed. */
  static List<ProducerRecord<String, byte[]>> requests() {
    return List.of(
        request("clothing", "{\"trainingId\": \"cut-off\", "),
        request("clothing", null),
        request("clothing", ""),
        request("clothing", "[1, 2, 3]"),
        request(null, order("no-key", "")),
        request("other", order("another-models-key", "")),
        request("clothing", order("../../outside", "")),
        request("clothing", order("no-batch", ", \"recipe\": {\"batchSize\": 0}")),
        request("clothing", order("no-block", ", \"recipe\": {\"fineTune\": {\"from\": \"end\"}}")),
        request("clothing", order("no-parent", ", \"parent\": 0")));
  }

  private static String order(String id, String more) {
    return "{\"trainingId\": \"%s\", \"model\": \"clothing\", \"trigger\": \"event\", \"requestedAt\": %s%s}"
        .formatted(id, TIME, more);
  }

  private static ProducerRecord<String, byte[]> request(String key, String value) {
    return record(Topics.TRAINING_REQUESTED, key, value);
  }

  /**
   * Unusable labels of an image that has no others. Null keys are left out, since the topic refuses
   * them.
   */
  static List<ProducerRecord<String, byte[]>> labels(String imageId) {
    return List.of(
        record(Topics.IMAGES_LABELED, imageId, "not JSON"),
        record(Topics.IMAGES_LABELED, imageId, label(imageId, "")),
        record(Topics.IMAGES_LABELED, imageId, label(imageId, " hat")),
        record(Topics.IMAGES_LABELED, imageId, label(imageId, "\u3000")),
        record(Topics.IMAGES_LABELED, imageId, label(imageId, "\u2003\u2003")),
        record(Topics.IMAGES_LABELED, "another", label(imageId, "hat")),
        record(Topics.IMAGES_LABELED, "never-uploaded", null),
        record(Topics.IMAGES_LABELED, "no id", null));
  }

  private static String label(String imageId, String label) {
    return """
        {"imageId": "%s", "object": {"bucket": "weft", "key": "uploads/%s", "size": 1},
         "label": "%s", "uploadedAt": %s, "source": "person", "labeledAt": %s}
        """
        .formatted(imageId, imageId, label, TIME, TIME);
  }

  private static ProducerRecord<String, byte[]> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key, value == null ? null : value.getBytes(UTF_8));
  }
}
