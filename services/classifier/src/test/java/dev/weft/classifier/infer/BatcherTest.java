package dev.weft.classifier.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.BatchItem;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Route;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousImage;
import dev.weft.classifier.inflight.SynchronousRequest;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.events.ModelRef;
import dev.weft.events.model.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatcherTest {

  private final ServingModel model = model(1);
  private final AtomicInteger underWay = new AtomicInteger();

  private static ServingModel model(int version) {
    return new ServingModel(
        new ModelRef("m", version), Scene.LABELS, Scene.SMALL, new FakeEngine(), 4);
  }

  private static DecodedImage prepared(ServingModel of) {
    return prepared(Route.primary(of));
  }

  private static DecodedImage prepared(Route route) {
    return new DecodedImage(
        null, null, null, new FixedLease(route), new DecodedImage.Spent(0, 0, 0));
  }

  private record FixedLease(Route route) implements Models.Lease {
    @Override
    public boolean isObsolete() {
      return false;
    }

    @Override
    public Models.Lease again() {
      return this;
    }

    @Override
    public void close() {}
  }

  private Batcher batcher(Duration patience) {
    return new Batcher(patience, underWay::get);
  }

  @Test
  void leavesAtOnceWhenNoImageIsOnItsWay() throws Exception {
    var batcher = batcher(Duration.ofHours(1));
    batcher.add(prepared(model));
    assertThat(batcher.next()).hasSize(1);
  }

  @Test
  void leavesAtOnceWhenFullAndKeepsTheRest() throws Exception {
    underWay.set(9);
    var batcher = batcher(Duration.ofHours(1));
    for (int i = 0; i < 5; i++) {
      batcher.add(prepared(model));
    }
    assertThat(batcher.next()).hasSize(4);
    assertThat(batcher.size()).isEqualTo(1);
  }

  @Test
  void waitsForImagesOnTheirWayNoLongerThanItsPatience() throws Exception {
    underWay.set(1);
    var batcher = batcher(Duration.ofMillis(30));
    batcher.add(prepared(model));
    long started = System.nanoTime();
    assertThat(batcher.next()).hasSize(1);
    assertThat(System.nanoTime() - started).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(29));
  }

  @Test
  void takesInWhatComesWhileItWaits() throws Exception {
    underWay.set(1);
    var batcher = batcher(Duration.ofHours(1));
    batcher.add(prepared(model));
    var batch = CompletableFuture.supplyAsync(() -> next(batcher));
    batcher.add(prepared(model));
    underWay.set(0);
    assertThat(batch.get(5, TimeUnit.SECONDS).size() + batcher.size()).isEqualTo(2);
  }

  @Test
  void neverMixesModelsAndYetFillsBatchesOfEach() throws Exception {
    var other = model(2);
    var batcher = batcher(Duration.ZERO);
    for (var next : List.of(model, other, model, other, model)) {
      batcher.add(prepared(next));
    }
    assertThat(batcher.next()).hasSize(3).allMatch(image -> image.model() == model);
    assertThat(batcher.next()).hasSize(2).allMatch(image -> image.model() == other);
  }

  @Test
  void neverMixesWhatAModelAnsweredAsCandidateWithWhatItAnswersSinceItServes() throws Exception {
    var batcher = batcher(Duration.ZERO);
    batcher.add(prepared(Route.canary(model, model(2))));
    batcher.add(prepared(Route.primary(model)));
    assertThat(batcher.next()).hasSize(1).allMatch(image -> image.route().role() == Role.CANARY);
    assertThat(batcher.next()).hasSize(1).allMatch(image -> image.route().role() == Role.PRIMARY);
  }

  /** Whoever came first is first, and they share a batch: neither side can starve the other. */
  @Test
  void imagesOfEventsAndOfClientsTakeTurnsAsTheyCame() throws Exception {
    var batcher = batcher(Duration.ZERO);
    var lease = new FixedLease(Route.primary(model));
    var request = new SynchronousRequest(model, 3, () -> {});
    List<BatchItem> came = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      came.add(prepared(model));
      came.add(new SynchronousImage(request, i, lease, () -> {}));
    }
    came.forEach(batcher::add);
    assertThat(batcher.next()).isEqualTo(came.subList(0, 4));
    assertThat(batcher.next()).isEqualTo(came.subList(4, 6));
  }

  private static List<BatchItem> next(Batcher batcher) {
    try {
      return batcher.next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
