package dev.weft.classifier.consume;

import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.kafka.group.InstanceConflict;
import dev.weft.kafka.group.ReplicaClients;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Creates the pipeline's Kafka clients. */
public class KafkaClients {

  private static final int MOST_RECORDS = 500;

  private final PipelineSettings settings;
  private final ReplicaClients clients;

  public KafkaClients(PipelineSettings settings) {
    this.settings = settings;
    this.clients = new ReplicaClients(settings.kafka(), settings.groupId(), settings.instanceId());
  }

  /** Detects when another process uses this replica's instance id. */
  public InstanceConflict conflict() {
    return clients.conflict("weft.classifier.instance-id");
  }

  /** The group's member. */
  public Consumer<String, byte[]> member() {
    return clients.member(Math.max(1, Math.min(MOST_RECORDS, settings.work().maxInFlight() / 4)));
  }

  /** A consumer outside of the group that reads the group's offsets, and committed records only. */
  Consumer<String, byte[]> observer() {
    return clients.observer("answered");
  }

  /** Current end offsets of partitions, including open transactions. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return clients.ends("ends", partitions);
  }

  /** The producer of shadows' predictions. */
  public Producer<String, byte[]> shadowProducer() {
    return clients.plain("shadow");
  }

  /** The transactional producer that commits answers with the offsets of the answered records. */
  public Producer<String, byte[]> producer() {
    return clients.transactional();
  }
}
