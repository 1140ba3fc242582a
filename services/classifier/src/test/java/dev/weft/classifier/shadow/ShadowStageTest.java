package dev.weft.classifier.shadow;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.consume.AssignedPartition;
import dev.weft.classifier.consume.DedupIds;
import dev.weft.classifier.consume.RecordMapper;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Route;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.pipeline.FakeReader;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.classifier.prepare.ByteBudget;
import dev.weft.classifier.prepare.Fetcher;
import dev.weft.classifier.prepare.ImageDecoding;
import dev.weft.classifier.prepare.Refetcher;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.MemoryObjectStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ShadowStageTest {

  private static final int LIMIT = 2;

  private final FakeEngine engine = new FakeEngine();
  private Route route =
      Route.shadowed(
          Scene.model(1, new FakeEngine(), Scene.SMALL), Scene.model(2, engine, Scene.SMALL));
  private final AtomicBoolean idle = new AtomicBoolean();
  private final AtomicBoolean obsolete = new AtomicBoolean();
  private final AtomicInteger leases = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger shadowed = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final MemoryObjectStore store = new MemoryObjectStore();
  private MockProducer<String, byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private AssignedPartition owned = answered();
  private ShadowStage shadows;

  private final class CountedLease implements Models.Lease {
    private CountedLease() {
      leases.incrementAndGet();
    }

    @Override
    public Route route() {
      return route;
    }

    @Override
    public boolean isObsolete() {
      return obsolete.get();
    }

    @Override
    public Models.Lease again() {
      return new CountedLease();
    }

    @Override
    public void close() {
      leases.decrementAndGet();
    }
  }

  @BeforeEach
  void start() {
    var topics = new PipelineSettings.TopicNames("uploaded", "classified", "rejected", "failed");
    var listener =
        new PipelineListener() {
          @Override
          public void shadowDropped(ModelRef model) {
            dropped.incrementAndGet();
          }

          @Override
          public void shadowed(ImageClassified event) {
            shadowed.incrementAndGet();
          }

          @Override
          public void failed(ImageFailed event) {
            failed.incrementAndGet();
          }
        };
    shadows =
        new ShadowStage(
            LIMIT,
            idle::get,
            new Refetcher(
                new Fetcher(store, "bucket", 100),
                new ImageDecoding(new FakeReader()),
                new ByteBudget(1 << 20)),
            new ShadowSender(() -> producer, new RecordMapper(Scene.CODEC, topics)),
            listener,
            InstantSource.system(),
            3);
    shadows.start();
  }

  @AfterEach
  void stop() {
    shadows.close();
  }

  private void offer(String id) {
    var object = new ObjectRef("bucket", "images/" + id, 1, "0".repeat(64));
    var event = new ImageUploaded(id, object, null, Instant.EPOCH, null, Map.of());
    var origin = new ImageRejected.Origin("uploaded", 0, 0);
    var inFlight = new InFlightImage(event, origin, Instant.EPOCH, owned);
    try (var lease = new CountedLease()) {
      shadows.offer(
          new DecodedImage(inFlight, object, null, lease, new DecodedImage.Spent(0, 0, 0)),
          tensor());
    }
  }

  private static AssignedPartition unanswered() {
    AssignedPartition fresh = new AssignedPartition(new TopicPartition("uploaded", 0));
    fresh.open(new DedupIds(1));
    fresh.settle(0, new ImageOutcome.Repeated("some"));
    return fresh;
  }

  private static AssignedPartition answered() {
    AssignedPartition owned = unanswered();
    owned.committed(1);
    return owned;
  }

  private static FloatBuffer tensor() {
    return ByteBuffer.allocateDirect(Scene.SMALL.tensorLength() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Test
  void waitUntilNothingElseIsToDo() {
    offer("a");
    await().during(Duration.ofMillis(50)).until(() -> engine.batches.isEmpty());
    idle.set(true);
    await().atMost(TIMEOUT).until(() -> producer.history().size() == 1);
    assertThat(producer.history().get(0).key()).isEqualTo("a");
    await().atMost(TIMEOUT).until(() -> leases.get() == 0);
  }

  @Test
  void areLeftOutAndCountedWhenTooManyWait() {
    for (var id : new String[] {"a", "b", "c", "d"}) {
      offer(id);
    }
    assertThat(dropped).hasValue(2);
    idle.set(true);
    await().atMost(TIMEOUT).until(() -> producer.history().size() == LIMIT);
    await().atMost(TIMEOUT).until(() -> leases.get() == 0);
  }

  @Test
  void letTheirCandidateGoWhenItIsGivenUp() {
    offer("a");
    offer("b");
    obsolete.set(true);
    await().atMost(TIMEOUT).until(() -> leases.get() == 0);
    assertThat(dropped).hasValue(2);
    assertThat(engine.batches).isEmpty();
  }

  @Test
  void sayNothingOfAnImageBeforeItsAnswerIsCommitted() {
    owned = unanswered();
    idle.set(true);
    offer("a");
    await().during(Duration.ofMillis(50)).until(() -> engine.batches.isEmpty());
    owned.committed(1);

    await().atMost(TIMEOUT).until(() -> producer.history().size() == 1);
    assertThat(producer.history().get(0).key()).isEqualTo("a");
  }

  @Test
  void sayNothingOfAnImageWhosePartitionWasLostBeforeItsAnswerWasCommitted() {
    owned = unanswered();
    idle.set(true);
    offer("lost");
    owned.abandon();
    owned = answered();
    offer("next");

    await().atMost(TIMEOUT).until(() -> producer.history().size() == 1);
    assertThat(producer.history().get(0).key()).isEqualTo("next");
    assertThat(dropped).hasValue(1);
  }

  @Test
  void areNotFailuresOfTheCandidateWhenTheImageIsGone() {
    var larger =
        new Preprocessing(
            2 * Scene.SMALL.width(), 2 * Scene.SMALL.height(), Resize.STRETCH, Scaling.ZERO_TO_ONE);
    route =
        Route.shadowed(
            Scene.model(1, new FakeEngine(), Scene.SMALL), Scene.model(2, engine, larger));
    idle.set(true);

    offer("erased");

    await().atMost(TIMEOUT).until(() -> dropped.get() == 1);
    assertThat(failed).hasValue(0);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void countOnlyOnceTheBrokerHasThem() {
    producer =
        new MockProducer<>(
            false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    idle.set(true);
    offer("a");
    offer("b");
    await().atMost(TIMEOUT).until(() -> producer.history().size() == 2);
    assertThat(shadowed).hasValue(0);

    producer.completeNext();
    producer.errorNext(new TopicAuthorizationException(Set.of("classified")));

    assertThat(shadowed).hasValue(1);
    assertThat(dropped).hasValue(1);
  }

  @Test
  void letTheirCandidateGoAtTheEnd() {
    offer("a");
    offer("b");
    shadows.close();
    assertThat(leases).hasValue(0);
  }
}
