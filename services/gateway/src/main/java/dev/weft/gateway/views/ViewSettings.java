package dev.weft.gateway.views;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/**
 * How the views run.
 *
 * @param applicationId the same for all replicas: it names the group and the changelogs
 * @param clientConfig how to reach the broker
 * @param self what the other replicas reach this one as
 * @param stateDir folder of the stores; one process at a time
 * @param threads of stream processing
 * @param standbys warm copies of each partition on other replicas
 * @param memoryBytes native memory for the stores, all together
 * @param session after which a silent replica counts as gone
 */
public record ViewSettings(
    String applicationId,
    Map<String, Object> clientConfig,
    HostInfo self,
    Path stateDir,
    int threads,
    int standbys,
    long memoryBytes,
    Duration session) {

  public ViewSettings {
    Objects.requireNonNull(applicationId, "applicationId");
    clientConfig = Map.copyOf(clientConfig);
    Objects.requireNonNull(self, "self");
    Objects.requireNonNull(stateDir, "stateDir");
  }

  /**
   * The settings as Kafka Streams reads them.
   *
   * @param replicaId this replica's name, the same after a restart
   */
  Properties toProperties(String replicaId) {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    p.putAll(clientConfig);
    p.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    p.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    p.put(BoundedRocksDb.MEMORY_BYTES, memoryBytes);
    main(p, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    main(p, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    main(p, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
    main(p, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) session.toMillis() / 4);
    // A static member that comes back within the session keeps its partitions: no rebalance, no
    // waiting for the session of the process that was killed.
    main(p, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, replicaId);
    return p;
  }

  private static void main(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
