package dev.weft.gateway.views.streams;

import dev.weft.events.catalog.Topics;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.kafka.read.ReadToEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Checks whether the views contain all records of the topics. A running application has restored
 * its stores to the ends of their changelogs, but if the changelogs were lost, the group's offsets
 * are past records that the store does not contain. For each owned partition this therefore
 * compares the start of the store ({@link ViewOrigins}), or the group's offset if it is empty, with
 * the start of the topic: the views lack records in between. Records deleted by retention or
 * compaction are not missing.
 *
 * <p>One check at a time.
 */
public final class ViewCompleteness implements AutoCloseable {

  /**
   * Lag up to which views count as complete; with a larger one, too many events on their way would
   * be published again.
   */
  private static final long FAR_BEHIND = 1_000;

  private static final String CLIENT_ID = "weft-gateway-completeness";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private record Interval(TopicPartition partition, long from, long to) {}

  private final Map<String, Object> clientConfig;
  private final String group;
  private final List<String> topics;
  private final LocalViews local;
  private final Admin admin;
  private final Map<Interval, Boolean> results = new ConcurrentHashMap<>();
  private final Reached reached = new Reached();
  private volatile int incomplete;

  /**
   * Creates an instance with a client of its own.
   *
   * @param clientConfig Kafka client configuration
   * @param group of the application that builds the views
   * @param topics that it builds them from
   */
  public ViewCompleteness(
      Map<String, Object> clientConfig, String group, List<String> topics, LocalViews local) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.group = group;
    this.topics = List.copyOf(topics);
    this.local = local;
    this.admin =
        Admin.create(
            ClientSettings.admin(clientConfig).named(CLIENT_ID).answeredWithin(TIMEOUT).toMap());
  }

  /**
   * Checks the partitions that this replica owns now. Queries the broker.
   *
   * @throws ViewsUnavailableException if the result cannot be determined now
   */
  public ViewState check() {
    try {
      return checked();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable why = e instanceof ExecutionException ? e.getCause() : e;
      throw new ViewsUnavailableException(
          "cannot read the progress of the views from the broker: " + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewsUnavailableException("the gateway is stopping", e);
    }
  }

  /** Number of topic partitions with missing records, at the last check. */
  public int incomplete() {
    return incomplete;
  }

  private ViewState checked() throws ExecutionException, TimeoutException, InterruptedException {
    Instant now = Instant.now();
    // Before the stores are read, which always contain at least what was committed.
    Map<TopicPartition, OffsetAndMetadata> passed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    Map<Integer, ViewOrigins> origins = local.origins();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      origins.keySet().forEach(number -> partitions.add(new TopicPartition(topic, number)));
    }
    Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    long behind = 0;
    Map<TopicPartition, Long> positions = new HashMap<>();
    List<String> gaps = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long start = starts.get(partition);
      OffsetAndMetadata at = passed.get(partition);
      long position = at == null ? start : Math.max(start, at.offset());
      positions.put(partition, position);
      behind = Math.max(behind, ends.get(partition) - position);
      OptionalLong first = origins.get(partition.partition()).first(partition.topic());
      long from = first.orElse(position);
      if (from > start && holdsRecord(new Interval(partition, start, from))) {
        gaps.add(
            "partition %d of %s has records from offset %d, but the views have them only from offset %d"
                .formatted(partition.partition(), partition.topic(), start, from));
      }
    }
    incomplete = gaps.size();
    if (!gaps.isEmpty()) {
      return new ViewState.Incomplete(gaps);
    }
    Instant asOf = reached.asOf(positions, uploadEnds(partitions), now);
    return behind > FAR_BEHIND ? new ViewState.Behind(behind) : new ViewState.Whole(asOf);
  }

  /** Up to which moment the views contain all uploads, whatever is published meanwhile. */
  private static final class Reached {
    private Map<TopicPartition, Long> awaited = Map.of();
    private Instant since = Instant.MIN;
    private Instant asOf = Instant.MIN;

    /**
     * @param ends where the partitions ended at {@code now} or later
     */
    private Instant asOf(
        Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends, Instant now) {
      if (isAt(positions, ends)) {
        asOf = now;
      } else if (!awaited.keySet().equals(ends.keySet())) {
        asOf = Instant.MIN;
      } else if (isAt(positions, awaited)) {
        asOf = since;
      } else {
        return asOf;
      }
      awaited = Map.copyOf(ends);
      since = now;
      return asOf;
    }

    private static boolean isAt(
        Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
      return ends.entrySet().stream()
          .allMatch(end -> positions.get(end.getKey()) >= end.getValue());
    }
  }

  /** Including transactions that are still open, whose records the views do not see yet. */
  private Map<TopicPartition, Long> uploadEnds(List<TopicPartition> partitions)
      throws ExecutionException, TimeoutException, InterruptedException {
    return offsets(
        partitions.stream()
            .filter(partition -> partition.topic().equals(Topics.IMAGES_UPLOADED))
            .toList(),
        OffsetSpec.latest(),
        IsolationLevel.READ_UNCOMMITTED);
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, TimeoutException, InterruptedException {
    return offsets(partitions, spec, IsolationLevel.READ_COMMITTED);
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(isolation))
        .all()
        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /**
   * Offsets alone are not enough, since transaction markers and compacted records have some, too.
   */
  private boolean holdsRecord(Interval interval) {
    Boolean known = results.get(interval);
    if (known != null) {
      return known;
    }
    boolean holds = readRecord(interval);
    results.keySet().removeIf(other -> other.partition().equals(interval.partition()));
    results.put(interval, holds);
    return holds;
  }

  private boolean readRecord(Interval interval) {
    Map<String, Object> settings =
        ClientSettings.consumer(clientConfig)
            .named(CLIENT_ID)
            .with(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1)
            .with(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis())
            .with(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis())
            .toMap();
    try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
      consumer.assign(List.of(interval.partition()));
      consumer.seek(interval.partition(), interval.from());
      return ReadToEnd.within(TIMEOUT)
          .first(consumer, Map.of(interval.partition(), interval.to()), any -> true)
          .filter(record -> record.offset() < interval.to())
          .isPresent();
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
