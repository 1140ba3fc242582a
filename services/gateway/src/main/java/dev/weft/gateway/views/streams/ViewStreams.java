package dev.weft.gateway.views.streams;

import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The Kafka Streams application of the views. Failed threads are replaced; the topics must exist
 * before {@link #start()}.
 */
public final class ViewStreams implements AutoCloseable {

  private final KafkaStreams streams;
  private final LongAdder ended = new LongAdder();
  private final LocalViews local;

  /**
   * Builds the application without starting it.
   *
   * @param topics the image topics
   */
  public ViewStreams(ViewSettings settings, List<String> topics, RecordDecoder decoder) {
    String replicaId = ReplicaId.of(settings.stateDir());
    BoundedRocksDb.load(settings.stateDir());
    streams =
        new KafkaStreams(
            ViewTopology.of(topics, decoder, settings.retention(), ended),
            settings.toProperties(replicaId));
    streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.REPLACE_THREAD);
    local = new LocalViews(streams, settings.self());
  }

  /** Starts the application and returns at once. */
  public void start() {
    streams.start();
  }

  /** The partitions that this replica owns. */
  public LocalViews local() {
    return local;
  }

  /** Whether all stores of this replica can be queried. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it has stopped for good. */
  public boolean isDead() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
  }

  /** Lag in records of the partition that is furthest behind. */
  public double lag() {
    return streams.metrics().entrySet().stream()
        .filter(entry -> isLag(entry.getKey()))
        .map(Map.Entry<MetricName, ? extends Metric>::getValue)
        .map(Metric::metricValue)
        .mapToDouble(value -> value instanceof Double lag && !lag.isNaN() ? lag : 0)
        .max()
        .orElse(0);
  }

  private static boolean isLag(MetricName name) {
    return name.name().equals("records-lag-max")
        && name.group().equals("consumer-fetch-manager-metrics")
        && !name.tags().getOrDefault("client-id", "").contains("restore");
  }

  /** Number of images whose view has expired. */
  public long ended() {
    return ended.sum();
  }

  @Override
  public void close() {
    streams.close(Duration.ofSeconds(5));
  }
}
