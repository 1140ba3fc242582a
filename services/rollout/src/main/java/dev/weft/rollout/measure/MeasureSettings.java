package dev.weft.rollout.measure;

import dev.weft.kafka.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings of the measurement.
 *
 * @param applicationId the same for all replicas: it names the group and the changelogs
 * @param clientConfig Kafka client configuration
 * @param instanceId this replica, unique in its group and the same after a restart
 * @param stateDir directory of the stores; one process at a time
 * @param standbys number of standby replicas of each partition
 * @param memoryBytes native memory for the stores, all together
 * @param session timeout after which a silent replica is considered gone; the broker enforces a
 *     minimum
 * @param windows in which images are counted
 * @param emit interval between two reports of changed measurements
 */
public record MeasureSettings(
    String applicationId,
    Map<String, Object> clientConfig,
    String instanceId,
    Path stateDir,
    int standbys,
    long memoryBytes,
    Duration session,
    Windows windows,
    Duration emit) {

  /** Records of images are fetched together: reports are sent at an interval anyway. */
  private static final int FETCH_BYTES = 64 * 1024;

  private static final int FETCH_MILLIS = 500;

  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(1);

  /**
   * Enough for what changes between two commits. A cached cell takes about three times its bytes on
   * the heap, and a larger cache only fills with cells that no longer change.
   */
  private static final long CACHE_BYTES = 1L << 20;

  public MeasureSettings {
    Objects.requireNonNull(applicationId, "applicationId");
    clientConfig = Map.copyOf(clientConfig);
    Objects.requireNonNull(instanceId, "instanceId");
    Objects.requireNonNull(stateDir, "stateDir");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(windows, "windows");
    if (emit.isNegative() || emit.isZero()) {
      throw new IllegalArgumentException("emit must be longer than 0, but is " + emit);
    }
  }

  /** The configuration of Kafka Streams. */
  Properties toProperties() {
    Properties p =
        StreamsSettings.of(
            applicationId, clientConfig, instanceId, stateDir, standbys, memoryBytes, session);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A cell changes with every image, but is written to the changelog once per commit.
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    // A report commits at once; in between, transactions only have to end in time.
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, LONGEST_TRANSACTION.toMillis());
    p.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    StreamsSettings.consumer(p, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
    StreamsSettings.consumer(p, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
    return p;
  }
}
