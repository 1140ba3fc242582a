package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import dev.weft.kafka.read.ReadToEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Proves the absence of duplicates without waiting for them. Once a service's group has committed
 * the offsets of all events of a topic, in the same transactions as their results, no more results
 * of them can follow. The result topics are then read up to the ends that they have at that moment,
 * including those of open transactions.
 */
final class AllThatCame {

  private AllThatCame() {}

  /**
   * Reads all results of a service for the events that a topic has now.
   *
   * @param kafka client settings of the brokers
   * @param topic topic of the events
   * @param group consumer group of the service; groups whose names start with it and a dot are its
   *     own, too
   * @param consumer {@code read_committed} consumer; the partitions of the results are assigned to
   *     it
   */
  static void read(
      Map<String, Object> kafka,
      String topic,
      String group,
      KafkaConsumer<String, byte[]> consumer,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (Admin admin = Admin.create(kafka)) {
      Set<TopicPartition> events =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .collect(Collectors.toSet());
      Map<TopicPartition, Long> wanted = ends(admin, events);
      await(group + " has committed all of " + topic)
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> isCommitted(admin, group, wanted));
      ReadToEnd.within(TIMEOUT).read(consumer, ends(admin, consumer.assignment()), reader);
    } catch (ExecutionException e) {
      throw new AssertionError("the broker does not say where topics end", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static boolean isCommitted(Admin admin, String name, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    boolean any = false;
    for (GroupListing group : admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get()) {
      String id = group.groupId();
      if (id.equals(name) || id.startsWith(name + ".")) {
        any = true;
        Map<TopicPartition, OffsetAndMetadata> offsets =
            admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata().get();
        if (!ends.entrySet().stream()
            .allMatch(end -> next(offsets.get(end.getKey())) >= end.getValue())) {
          return false;
        }
      }
    }
    return any;
  }

  private static long next(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  /** Offsets after the last record, whether its transaction has ended or not. */
  private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .all()
            .get();
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }
}
