package dev.weft.kafka.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What all of Weft's Kafka Streams applications are set to. */
public final class StreamsSettings {

  private StreamsSettings() {}

  /**
   * The settings as Kafka Streams reads them, to which the application adds its own.
   *
   * @param applicationId the same for all replicas: it names the group and the changelogs
   * @param kafka how to reach the brokers
   * @param instanceId this replica, unique in its group and the same after a restart
   * @param stateDir folder of the stores; one process at a time
   * @param standbys warm copies of each partition on other replicas
   * @param memoryBytes native memory for the application's stores, all together
   * @param session after which a silent replica counts as gone; the broker has a least one
   */
  public static Properties of(
      String applicationId,
      Map<String, Object> kafka,
      String instanceId,
      Path stateDir,
      int standbys,
      long memoryBytes,
      Duration session) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    settings.putAll(kafka);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, memoryBytes);
    consumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
    consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) session.toMillis() / 4);
    // A static member that comes back within the session keeps its partitions: no rebalance, no
    // waiting for the session of the process that was killed.
    consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    return settings;
  }

  /** Sets something of the consumer that takes part in the group. */
  public static void consumer(Properties settings, String key, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
