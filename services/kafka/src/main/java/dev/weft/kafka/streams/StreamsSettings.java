package dev.weft.kafka.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Settings that all of Weft's Kafka Streams applications share. */
public final class StreamsSettings {

  private StreamsSettings() {}

  /**
   * Returns the shared settings, to which an application adds its own.
   *
   * @param applicationId the same for all replicas; the name of the group and prefix of the
   *     changelogs
   * @param kafka how to reach the brokers
   * @param instanceId this replica's name, unique in its group and stable across restarts
   * @param stateDir folder of the stores, used by one process at a time
   * @param standbys number of standby replicas
   * @param memoryBytes native memory of all the application's stores together, in bytes
   * @param session session timeout; the broker has a lower bound
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
    // A static member that returns within the session timeout keeps its partitions: no rebalance,
    // and no wait for the session of a killed process to expire.
    consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    return settings;
  }

  /** Sets a property of the main consumer, which is the group member. */
  public static void consumer(Properties settings, String key, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
