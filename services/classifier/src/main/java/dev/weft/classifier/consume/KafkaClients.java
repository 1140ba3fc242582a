package dev.weft.classifier.consume;

import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.kafka.group.InstanceConflict;
import dev.weft.kafka.group.ReplicaClients;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** The pipeline's Kafka clients. */
public class KafkaClients {

  private static final int MOST_RECORDS = 500;

  private final PipelineSettings settings;
  private final ReplicaClients clients;

  public KafkaClients(PipelineSettings settings) {
    this.settings = settings;
    this.clients = new ReplicaClients(settings.kafka(), settings.groupId(), settings.instanceId());
  }

  /** Notices when another process takes this replica's place. */
  public InstanceConflict conflict() {
    return clients.conflict("weft.classifier.instance-id");
  }

  /** The group's member. */
  public Consumer<String, byte[]> member() {
    return clients.member(Math.max(1, Math.min(MOST_RECORDS, settings.work().maxInFlight() / 4)));
  }

  /** A reader outside the group, which sees its offsets, and committed records only. */
  Consumer<String, byte[]> observer() {
    return clients.observer("answered");
  }

  /** Where partitions end now, transactions that are open included. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return clients.ends("ends", partitions);
  }

  /** Sends what shadows say. */
  public Producer<String, byte[]> shadowProducer() {
    return clients.plain("shadow");
  }

  /** Commits answers with what they answer. */
  public Producer<String, byte[]> producer() {
    return clients.transactional();
  }
}
