package dev.weft.gateway.views.streams;

import dev.weft.kafka.read.PollPacing;
import dev.weft.kafka.streams.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Settings of the views.
 *
 * @param applicationId the same for all replicas: it names the group and the changelogs
 * @param clientConfig Kafka client configuration
 * @param self address of this replica for others
 * @param stateDir directory of the stores; one process at a time
 * @param threads number of stream threads
 * @param standbys number of standby replicas of each partition
 * @param memoryBytes native memory for the stores, all together
 * @param session timeout after which a silent replica is considered gone
 * @param retention of images
 */
public record ViewSettings(
    String applicationId,
    Map<String, Object> clientConfig,
    HostInfo self,
    Path stateDir,
    int threads,
    int standbys,
    long memoryBytes,
    Duration session,
    ViewRetention retention) {

  public ViewSettings {
    Objects.requireNonNull(applicationId, "applicationId");
    clientConfig = Map.copyOf(clientConfig);
    Objects.requireNonNull(self, "self");
    Objects.requireNonNull(stateDir, "stateDir");
    Objects.requireNonNull(retention, "retention");
  }

  /**
   * The configuration of Kafka Streams.
   *
   * @param replicaId this replica's name, the same after a restart
   */
  Properties toProperties(String replicaId) {
    Properties p =
        StreamsSettings.of(
            applicationId, clientConfig, replicaId, stateDir, standbys, memoryBytes, session);
    p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    // Records end a poll at once; nothing else is due more often.
    p.put(StreamsConfig.POLL_MS_CONFIG, 500);
    StreamsSettings.consumer(p, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    StreamsSettings.consumer(
        p, ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PollPacing.class.getName());
    return p;
  }
}
