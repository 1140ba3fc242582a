package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;

import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Determines by attempts what a user may not do in Kafka. */
final class KafkaRights {

  private final Map<String, Object> user;

  /**
   * @param user client settings with the credentials of the user
   */
  KafkaRights(Map<String, Object> user) {
    this.user = user;
  }

  /**
   * Those of the given topics that the user may not write to. A record is written to the others.
   */
  Set<String> notWritten(Set<String> topics) throws Exception {
    Set<String> refused = new TreeSet<>();
    try (var producer =
        new KafkaProducer<>(user, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : topics) {
        try {
          producer
              .send(new ProducerRecord<>(topic, new byte[0]))
              .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          if (e.getCause() instanceof TopicAuthorizationException) {
            refused.add(topic);
          }
        }
      }
    }
    return refused;
  }

  /** Those of the given topics that the user may not read. */
  Set<String> notRead(Set<String> topics) {
    Set<String> refused = new TreeSet<>();
    try (var consumer =
        new KafkaConsumer<>(user, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (String topic : topics) {
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        consumer.seekToBeginning(consumer.assignment());
        try {
          // The first poll may do nothing but connect.
          long end = System.nanoTime() + TIMEOUT.toNanos();
          while (System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(300));
          }
        } catch (TopicAuthorizationException e) {
          refused.add(topic);
        }
      }
    }
    return refused;
  }

  /** Whether the user may not join a consumer group. */
  boolean isNoMemberOf(String group) {
    Map<String, Object> member = new HashMap<>(user);
    member.put("group.id", group);
    try (var consumer =
        new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.ROLLOUTS_CHANGED));
      consumer.poll(TIMEOUT);
      return false;
    } catch (GroupAuthorizationException e) {
      return true;
    }
  }

  /**
   * Whether the user may not use a transactional id, with which it could fence off the producer
   * that owns it.
   */
  boolean isNot(String transactionalId) {
    Map<String, Object> other = new HashMap<>(user);
    other.put("transactional.id", transactionalId);
    try (var producer =
        new KafkaProducer<>(other, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      return false;
    } catch (TransactionalIdAuthorizationException e) {
      return true;
    }
  }
}
