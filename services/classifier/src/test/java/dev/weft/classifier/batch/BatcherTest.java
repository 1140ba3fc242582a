package dev.weft.classifier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.AnswerUncertainty;
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
import dev.weft.events.model.ServingRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class BatcherTest {

  private final ServingModel model = model(1);
  private final AtomicInteger underWay = new AtomicInteger();

  private static ServingModel model(int version) {
    return new ServingModel(
        new ModelRef("m", version),
        Scene.LABELS,
        Scene.SMALL,
        new FakeEngine(),
        4,
        Optional.empty(),
        AnswerUncertainty.unreported(),
        Optional.empty());
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

  private Batcher batcher(Duration maxWait) {
    return new Batcher(maxWait, underWay::get);
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

  /** The clock starts at 7, and is 1 ns before the deadline at its first reading. */
  @Test
  void waitsForImagesOnTheirWayNoLongerThanItsMaximum() throws Exception {
    long maxWait = TimeUnit.HOURS.toNanos(1);
    List<Long> times = new ArrayList<>(List.of(7L, 7 + maxWait - 1, 7 + maxWait));
    var looks = new AtomicInteger();
    var batcher =
        new Batcher(Duration.ofHours(1), () -> 1 + looks.getAndIncrement(), () -> times.remove(0));
    batcher.add(prepared(model));

    assertThat(batcher.next()).hasSize(1);
    assertThat(looks).as("one that waited, and one at the end").hasValue(2);
    assertThat(times).isEmpty();
  }

  /** The second image arrives after the first check, which found one in flight. */
  @Test
  void takesInWhatComesWhileItWaits() throws Exception {
    var looks = new AtomicInteger();
    var late = prepared(model);
    List<Batcher> itself = new ArrayList<>();
    var batcher =
        new Batcher(
            Duration.ofHours(1),
            () -> {
              if (looks.getAndIncrement() == 0) {
                return 1;
              }
              itself.get(0).add(late);
              return 0;
            });
    itself.add(batcher);
    var early = prepared(model);
    batcher.add(early);

    assertThat(batcher.next()).containsExactly(early, late);
    assertThat(looks).hasValue(2);
    assertThat(batcher.size()).isZero();
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
    assertThat(batcher.next())
        .hasSize(1)
        .allMatch(image -> image.route().role() == ServingRole.CANARY);
    assertThat(batcher.next())
        .hasSize(1)
        .allMatch(image -> image.route().role() == ServingRole.PRIMARY);
  }

  /**
   * Images are batched in the order of their arrival, from both sides together, so that neither
   * side can starve the other.
   */
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
}
