package dev.weft.standalone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether Kafka's topics have records that refer to a store which seems to be new. Only queried in
 * that case; waits for the brokers' address.
 */
final class TopicHistory {
  private final CompletableFuture<Map<String, Object>> brokers = new CompletableFuture<>();

  /** Sets the client configuration by which the brokers are reached. */
  void askAt(Map<String, Object> kafka) {
    brokers.complete(Map.copyOf(kafka));
  }

  /**
   * Whether one of the topics ever had a record, even if it has expired.
   *
   * @throws IllegalStateException if the brokers do not answer
   */
  boolean isIn(List<String> topics) {
    try (Admin admin = Admin.create(brokers.join())) {
      var there = new HashMap<TopicPartition, OffsetSpec>();
      var known = admin.listTopics().names().get();
      var described =
          admin.describeTopics(topics.stream().filter(known::contains).toList()).allTopicNames();
      described
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              there.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      return admin.listOffsets(there).all().get().values().stream()
          .anyMatch(end -> end.offset() > 0);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the store is empty, and cannot determine from Kafka whether it always was: "
              + e.getCause().getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * @throws IllegalStateException with a message for people, if one of the topics ever had a record
   */
  void requireNone(String missing, StandaloneAddresses place, List<String> topics) {
    if (isIn(topics)) {
      throw new IllegalStateException(
          "the store at %s has no %s, but Kafka at %s has records (%s) of images and versions that were stored there. Restore the data of the store. If the data is lost, start once with -Dweft.standalone.new-store=true: waiting images are then rejected as object_missing"
              .formatted(
                  place.s3(),
                  missing,
                  place.kafka(),
                  topics.stream().collect(Collectors.joining(", "))));
    }
  }
}
