package dev.weft.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class TransactionalMemberTest {

  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(7));
  private static final List<ProducerRecord<String, byte[]>> ANSWERS =
      List.of(new ProducerRecord<>("answers", "key", new byte[1]));

  private final List<CloseOptions> closed = new ArrayList<>();
  private final MockConsumer<String, byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public void close(CloseOptions options) {
          closed.add(options);
          super.close(options);
        }
      };
  private final Deque<MockProducer<String, byte[]>> producers = new ArrayDeque<>();
  private final TransactionalMember member = new TransactionalMember(consumer, this::producer);

  private MockProducer<String, byte[]> producer() {
    producers.add(
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()));
    return producers.getLast();
  }

  @Test
  void answersAndTheOffsetsThatTheyAnswerAreOneTransactionOfTheMember() {
    member.commit(ANSWERS, OFFSETS);

    MockProducer<String, byte[]> producer = producers.getLast();
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.history()).isEqualTo(ANSWERS);
    assertThat(producer.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(consumer.groupMetadata().groupId(), OFFSETS));
  }

  @Test
  void whatTheGroupRefusesIsTakenBackAndTheSameProducerGoesOn() {
    member.open();
    producers.getLast().sendOffsetsToTransactionException = new CommitFailedException("moved on");

    assertThatThrownBy(() -> member.commit(ANSWERS, OFFSETS))
        .isInstanceOf(CommitFailedException.class);

    assertThat(producers.getLast().transactionAborted()).isTrue();
    producers.getLast().sendOffsetsToTransactionException = null;
    member.commit(ANSWERS, OFFSETS);
    assertThat(producers).hasSize(1);
  }

  /** Each send would block as long as the first, and the member would not poll meanwhile. */
  @Test
  void oneThatCannotBeSentIsWaitedForAndNoneOfTheOthers() {
    List<ProducerRecord<String, byte[]>> asked = new ArrayList<>();
    MockProducer<String, byte[]> away =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public Future<RecordMetadata> send(ProducerRecord<String, byte[]> result) {
            asked.add(result);
            return CompletableFuture.failedFuture(new TimeoutException("not present in metadata"));
          }
        };
    ProducerRecord<String, byte[]> other = new ProducerRecord<>("answers", "other", new byte[1]);
    TransactionalMember cutOff = new TransactionalMember(consumer, () -> away);

    assertThatThrownBy(() -> cutOff.commit(List.of(ANSWERS.get(0), other), OFFSETS))
        .isInstanceOf(TimeoutException.class);

    assertThat(asked).isEqualTo(ANSWERS);
    assertThat(away.transactionAborted()).isTrue();
    assertThat(away.commitCount()).isZero();
  }

  @Test
  void aCommitWhoseEndIsUnknownEndsTheProducerAndTheNextHasAnother() {
    member.open();
    producers.getLast().commitTransactionException = new KafkaException("no answer");

    assertThatThrownBy(() -> member.commit(ANSWERS, OFFSETS)).hasMessage("no answer");
    member.commit(ANSWERS, OFFSETS);

    assertThat(producers).hasSize(2);
    assertThat(producers.getFirst().closed()).isTrue();
    assertThat(producers.getLast().commitCount()).isEqualTo(1);
  }

  @Test
  void whoClosesLeavesTheGroupAndKeepsNoProducer() {
    member.open();

    member.close();

    assertThat(closed)
        .singleElement()
        .returns(GroupMembershipOperation.LEAVE_GROUP, CloseOptions::groupMembershipOperation);
    assertThat(producers.getLast().closed()).isTrue();
  }
}
