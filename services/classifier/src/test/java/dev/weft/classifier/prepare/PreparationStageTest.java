package dev.weft.classifier.prepare;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.consume.AssignedPartition;
import dev.weft.classifier.consume.DedupIds;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Route;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.pipeline.FakeReader;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.kafka.client.Backoff;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PreparationStageTest {
  private static final int BUDGET = 8 << 10;
  private static final int SLOTS = 1;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ByteBudget budget = new ByteBudget(BUDGET);
  private final FailureTracker tracker =
      new FailureTracker(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
          InstantSource.system(),
          PipelineListener.NONE);
  private final Queue<DecodedImage> prepared = new ConcurrentLinkedQueue<>();
  private final Queue<ImageOutcome> ended = new ConcurrentLinkedQueue<>();
  private final AssignedPartition owned = new AssignedPartition(new TopicPartition("uploaded", 0));
  private final PreparationStage stage = stage();

  private PreparationStage stage() {
    owned.open(new DedupIds(1));
    Models models = new Serving();
    var decoding = new ImageDecoding(new FakeReader());
    InstantSource clock = InstantSource.system();
    return new PreparationStage(
        2,
        new PreparationStage.Tools(
            new Fetcher(store, "weft", BUDGET),
            decoding,
            new FaultAttribution(store, "weft", models, decoding, Duration.ofHours(1), clock),
            new RunningSteps()),
        new PreparationStage.Memory(new TensorSlots(SLOTS), budget),
        models,
        new OnlyModel(),
        new PreparationStage.Exits(prepared::add, (image, outcome) -> ended.add(outcome)),
        tracker,
        clock);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private InFlightImage image(String id, Instant deadline) {
    byte[] bytes = FakeReader.image(1, id);
    store.objects().put("images/" + id, bytes);
    var object = new ObjectRef("weft", "images/" + id, bytes.length, null);
    var event = new ImageUploaded(id, object, null, Instant.now(), deadline, Map.of());
    return new InFlightImage(
        event, new ImageRejected.Origin("uploaded", 0, 0), Instant.now(), owned);
  }

  @Test
  void anImageThatWaitsForTheEngineHoldsNoMemoryThatOtherModelsNeed() throws Exception {
    stage.submit(image("first", null));
    await().atMost(TIMEOUT).until(() -> prepared.size() == SLOTS);

    stage.submit(image("second", null));
    stage.submit(image("third", null));
    await().atMost(TIMEOUT).until(() -> stage.underWay() == 2);

    try (var all = budget.take(BUDGET)) {
      assertThat(all).isNotNull();
    }
    prepared.remove().release();
    await().atMost(TIMEOUT).until(() -> prepared.size() == 1);
  }

  @Test
  void anExpiredImageDoesNotShowThatTheStoreAllowsAccess() {
    tracker.failing(Stage.FETCH, new StoreRefusedException("AccessDenied", "refused", null));

    stage.submit(image("late", Instant.now().minusSeconds(60)));

    await().atMost(TIMEOUT).until(() -> ended.size() == 1);
    await().atMost(TIMEOUT).until(() -> stage.underWay() == 0);
    assertThat(tracker.now()).containsKey(Stage.FETCH);

    stage.submit(image("fetched", null));

    await().atMost(TIMEOUT).until(() -> tracker.now().isEmpty());
  }

  private static final class Serving implements Models {
    private final Route route = Route.primary(Scene.model(1, new FakeEngine(), Scene.SMALL));

    @Override
    public Lease lease(String imageId) {
      return leaseServing();
    }

    @Override
    public Lease leaseServing() {
      return new Lease() {
        @Override
        public Route route() {
          return route;
        }

        @Override
        public boolean isObsolete() {
          return false;
        }

        @Override
        public Lease again() {
          return this;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<Lease> leaseVersion(int version) {
      return Optional.empty();
    }

    @Override
    public List<Integer> versions() {
      return List.of(1);
    }
  }

  private static final class OnlyModel implements ModelRouting {
    @Override
    public String model() {
      return "clothing";
    }

    @Override
    public Owner owner(ImageUploaded image) {
      return Owner.THIS;
    }

    @Override
    public boolean refusesInvalid() {
      return true;
    }

    @Override
    public boolean isKnown(String model) {
      return true;
    }
  }
}
