package dev.weft.benchpeer.messaging;

import dev.weft.benchpeer.ParentProcess;
import dev.weft.benchpeer.PeerSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Tells the process that started this one when events are consumed, and ends with it. */
@ApplicationScoped
@Identifier("announcement")
class AssignmentNotice implements KafkaConsumerRebalanceListener {

  void onStart(@Observes StartupEvent event) {
    ParentProcess.onExit(Quarkus::asyncExit);
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    System.out.println(PeerSettings.READY);
  }
}
