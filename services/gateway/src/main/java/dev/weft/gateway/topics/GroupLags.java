package dev.weft.gateway.topics;

import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads the lags of consumer groups. Thread-safe. */
public final class GroupLags implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;
  private final Map<String, String> groups;

  /**
   * Creates an instance with a client of its own.
   *
   * @param clientConfig Kafka client configuration
   * @param groups group ids by display name
   */
  public GroupLags(Map<String, Object> clientConfig, Map<String, String> groups) {
    this.admin =
        Admin.create(
            ClientSettings.admin(clientConfig)
                .named("weft-gateway-lags")
                .answeredWithin(Duration.ofMillis(PATIENCE_MILLIS))
                .toMap());
    this.groups = Map.copyOf(groups);
  }

  /**
   * One group's lag.
   *
   * @param group its display name
   * @param groupId its name in Kafka
   * @param records number of committed records after the group's offsets, in the partitions for
   *     which it has any; null if unknown
   * @param problem why it is unknown; otherwise null
   */
  public record Lag(String group, String groupId, Long records, String problem) {}

  /** The lags of all groups, by display name. Blocks for at most two seconds in total. */
  public List<Lag> read() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    return groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(group -> read(group.getKey(), group.getValue(), end))
        .toList();
  }

  private Lag read(String group, String groupId, long end) {
    try {
      Map<TopicPartition, OffsetAndMetadata> passed = passed(groupId, end);
      return passed.isEmpty()
          ? new Lag(group, groupId, null, "It has not committed an offset yet.")
          : new Lag(group, groupId, behind(passed, end), null);
    } catch (ExecutionException e) {
      return new Lag(
          group, groupId, null, "The broker reports an error: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      return new Lag(group, groupId, null, "The broker does not respond.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lag(group, groupId, null, "The gateway is stopping.");
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> passed(String groupId, long end)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(groupId)
        .partitionsToOffsetAndMetadata()
        .get(left(end), TimeUnit.NANOSECONDS)
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                passed.put(partition, offset);
              }
            });
    return passed;
  }

  private long behind(Map<TopicPartition, OffsetAndMetadata> passed, long end)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(
                passed.keySet().stream()
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(left(end), TimeUnit.NANOSECONDS);
    return passed.entrySet().stream()
        .mapToLong(each -> ends.get(each.getKey()).offset() - each.getValue().offset())
        .map(lag -> Math.max(0, lag))
        .sum();
  }

  private static long left(long end) {
    return Math.max(1, end - System.nanoTime());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
