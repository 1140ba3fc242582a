package dev.weft.classifier.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.ImageTracing;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.settings.PipelineSettings.TopicNames;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.TransactionalMember;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Records that this pipeline does not answer. */
class TransactionCommitterTest {

  private static final TopicPartition PARTITION = new TopicPartition("uploaded", 0);
  private static final EventCodec CODEC = new EventCodec();

  private final List<Long> taken = new ArrayList<>();
  private final List<Long> committed = new ArrayList<>();
  private final List<InFlightImage> submitted = new ArrayList<>();
  private final PipelineListener listener =
      new PipelineListener() {
        private final ImageTracing tracing = new RecordingTracing();

        @Override
        public ImageTracing tracing() {
          return tracing;
        }
      };

  private final class RecordingTracing implements ImageTracing {
    @Override
    public void taken(ConsumerRecord<String, byte[]> record) {
      taken.add(record.offset());
    }

    @Override
    public void committed(TopicPartition partition, long nextOffset) {
      committed.add(nextOffset);
    }
  }

  /** The routing of a pipeline that does not know who owns an image. */
  private record Unsure(boolean refusesInvalid) implements ModelRouting {
    @Override
    public String model() {
      return "clothing";
    }

    @Override
    public Owner owner(ImageUploaded image) {
      return Owner.UNKNOWN;
    }

    @Override
    public boolean isKnown(String model) {
      return true;
    }
  }

  @Test
  void theTraceOfAnImageOfAnotherModelIsToldThatItsOffsetIsCommitted() {
    var mapper = mapper();
    var partitions = partitions(mapper, new Unsure(true));
    var event =
        new ImageUploaded(
            "a",
            new ObjectRef("bucket", "a", 1, "0".repeat(64)),
            null,
            Instant.EPOCH,
            null,
            Map.of(),
            "shoes");
    var encoded = CODEC.encode(event, CloudEvent.of(event, "/test"));
    var record = new ConsumerRecord<>(PARTITION.topic(), 0, 7, encoded.key(), encoded.value());
    for (Header header : encoded.headers()) {
      record.headers().add(header);
    }
    partitions.accept(record);
    assertThat(taken).containsExactly(7L);
    submitted.get(0).complete(new ImageOutcome.OwnedElsewhere());

    commit(partitions, mapper);

    assertThat(committed).containsExactly(8L);
  }

  @Test
  void anInvalidEventIsTracedByThePipelineThatRejectsIt() {
    var mapper = mapper();
    var invalid = new ConsumerRecord<>(PARTITION.topic(), 0, 7, "a", new byte[] {1});

    partitions(mapper, new Unsure(false)).accept(invalid);
    assertThat(taken).isEmpty();

    partitions(mapper, new Unsure(true)).accept(invalid);
    assertThat(taken).containsExactly(7L);
  }

  private static RecordMapper mapper() {
    return new RecordMapper(
        CODEC, new TopicNames(PARTITION.topic(), "classified", "rejected", "failed"));
  }

  private AssignedPartitions partitions(RecordMapper mapper, ModelRouting routing) {
    var partitions =
        new AssignedPartitions(
            mapper, routing, submitted::add, listener, InstantSource.system(), 10);
    partitions
        .add(List.of(PARTITION))
        .forEach(partition -> partitions.open(partition, new DedupIds(10)));
    return partitions;
  }

  private void commit(AssignedPartitions partitions, RecordMapper mapper) {
    var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    var tracker = new FailureTracker(backoff, InstantSource.system(), listener);
    try (var member =
        new TransactionalMember(
            new MockConsumer<>("earliest"),
            () ->
                new MockProducer<>(
                    true, null, new StringSerializer(), new ByteArraySerializer()))) {
      new TransactionCommitter(
              partitions, member, mapper, tracker, listener, InstantSource.system())
          .commitNow();
    }
  }
}
