package dev.weft.classifier.pipeline;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Rebuilds what a partition has answered from the ends of the classified and rejected partitions of
 * the same number. After it, at least the last {@code answeredWindow} answers of the partition are
 * known, whoever gave them.
 *
 * <p>The order matters. First the group's offsets are read until none is part of an open
 * transaction, so the former owner's last transaction is decided and, as it is no longer the owner,
 * it can begin no other. Then the logs are read up to where they ended at that moment, open
 * transactions included, so nothing that it committed is missed.
 */
final class AnsweredTails {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final PipelineSettings.TopicNames topics;
  private final Wire wire;
  private final int window;

  AnsweredTails(KafkaClients clients, PipelineSettings settings, Wire wire) {
    this.clients = clients;
    this.topics = settings.topics();
    this.wire = wire;
    this.window = settings.answeredWindow();
  }

  /**
   * Blocks until the windows are complete.
   *
   * @param uploaded partitions of the upload topic, newly assigned
   * @throws org.apache.kafka.common.KafkaException if the broker did not answer in time
   */
  Map<TopicPartition, AnsweredWindow> read(Collection<TopicPartition> uploaded) {
    Map<Integer, AnsweredWindow> windows =
        uploaded.stream()
            .collect(
                Collectors.toMap(
                    TopicPartition::partition, partition -> new AnsweredWindow(2 * window)));
    List<TopicPartition> answers =
        uploaded.stream()
            .flatMap(
                partition ->
                    List.of(
                        new TopicPartition(topics.rejected(), partition.partition()),
                        new TopicPartition(topics.classified(), partition.partition()))
                        .stream())
            .toList();
    try (var reader = clients.observer("read_committed")) {
      reader.committed(Set.copyOf(uploaded));
      var ends = ends(answers);
      reader.assign(answers);
      seekToTails(reader, ends);
      readTo(reader, ends, windows);
    }
    return uploaded.stream()
        .collect(Collectors.toMap(partition -> partition, p -> windows.get(p.partition())));
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> answers) {
    try (var reader = clients.observer("read_uncommitted")) {
      reader.assign(answers);
      return reader.endOffsets(answers);
    }
  }

  /**
   * Of each answer there are at most three offsets: its own, its transaction's marker, and a
   * shadow's prediction.
   */
  private void seekToTails(Consumer<String, byte[]> reader, Map<TopicPartition, Long> ends) {
    var beginnings = reader.beginningOffsets(ends.keySet());
    ends.forEach(
        (partition, end) ->
            reader.seek(partition, Math.max(beginnings.get(partition), end - 3L * window)));
  }

  private void readTo(
      Consumer<String, byte[]> reader,
      Map<TopicPartition, Long> ends,
      Map<Integer, AnsweredWindow> windows) {
    long until = System.nanoTime() + LIMIT.toNanos();
    var open = new HashMap<>(ends);
    open.entrySet().removeIf(end -> reader.position(end.getKey()) >= end.getValue());
    while (!open.isEmpty()) {
      for (var answer : reader.poll(POLL)) {
        String id = wire.answeredId(answer);
        if (id != null) {
          windows.get(answer.partition()).add(id);
        }
      }
      open.entrySet().removeIf(end -> reader.position(end.getKey()) >= end.getValue());
      if (!open.isEmpty() && System.nanoTime() - until > 0) {
        throw new TimeoutException("the answers in " + open + " could not be read in " + LIMIT);
      }
    }
  }
}
