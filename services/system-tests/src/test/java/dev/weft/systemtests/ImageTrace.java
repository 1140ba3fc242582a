package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.catalog.Topics;
import java.util.List;
import java.util.function.Predicate;

/** The spans of one uploaded image, from the request to the result, and assertions about them. */
final class ImageTrace {

  private final Collector collector;
  private final String imageId;
  private final TracedSpan published;
  private final TracedSpan handled;

  /** Waits for the spans. */
  ImageTrace(Collector collector, String imageId) {
    this.collector = collector;
    this.imageId = imageId;
    this.published = collector.awaitSpan("send " + Topics.IMAGES_UPLOADED, ofImage("gateway"));
    this.handled = collector.awaitSpan("process " + Topics.IMAGES_UPLOADED, ofImage("classifier"));
  }

  String id() {
    return published.trace();
  }

  private Predicate<TracedSpan> ofImage(String component) {
    return span ->
        imageId.equals(span.attribute("weft.image.id"))
            && component.equals(span.attribute("weft.component"));
  }

  /**
   * Each span is the child of the one that caused it, on the producer's and the consumer's side of
   * each topic.
   */
  void requireOneChainFromRequestToAnswer() {
    TracedSpan request = collector.awaitParent(published);
    assertThat(Collector.isServer(request)).as("%s", request).isTrue();
    assertThat(request.parent()).isEmpty();

    assertThat(handled.parent()).isEqualTo(published.id());
    assertThat(handled.attribute("messaging.system")).isEqualTo("kafka");
    assertThat(handled.attribute("messaging.operation.type")).isEqualTo("process");
    assertThat(handled.attribute("messaging.destination.name")).isEqualTo(Topics.IMAGES_UPLOADED);
    assertThat(handled.attribute("messaging.kafka.offset")).matches("[0-9]+");
    assertThat(handled.attribute("messaging.consumer.group.name")).isEqualTo("weft-classifier");
    assertThat(handled.attribute("weft.model.version")).isNotNull();

    TracedSpan answered =
        collector.awaitChildren(handled, "send " + Topics.IMAGES_CLASSIFIED).get(0);
    TracedSpan heard =
        collector.awaitChildren(answered, "process " + Topics.IMAGES_CLASSIFIED).get(0);
    assertThat(heard.attribute("weft.component")).isEqualTo("gateway");
    assertThat(heard.attribute("weft.waiting.requests")).isEqualTo("1");
    assertThat(List.of(published, handled, answered, heard))
        .allSatisfy(span -> assertThat(span.trace()).isEqualTo(request.trace()));
    assertThat(request.begun()).isLessThan(heard.begun());
    assertThat(heard.ended()).isLessThan(request.ended());
  }

  private void requireLinksToThoseOfTheBatch(TracedSpan run) {
    assertThat(run.attribute("weft.batch.size")).isEqualTo("" + (run.links().size() + 1));
    for (String other : run.links()) {
      collector.awaitSpan("process " + Topics.IMAGES_UPLOADED, span -> span.id().equals(other));
    }
  }

  /**
   * The time in the queue ends when the classifier's span begins. The classifier's stages lie
   * within its span, one after the other.
   */
  void requireStagesInTheirOrder() {
    TracedSpan queued =
        collector.awaitChildren(published, "queue " + Topics.IMAGES_UPLOADED).get(0);
    assertThat(queued.ended()).isEqualTo(handled.begun());
    List<TracedSpan> stages = collector.awaitChildren(handled, "fetch", "decode", "infer");
    assertThat(stages.get(0).begun()).isGreaterThanOrEqualTo(handled.begun());
    for (int i = 0; i < stages.size(); i++) {
      TracedSpan stage = stages.get(i);
      assertThat(stage.ended()).as("%s", stage).isGreaterThanOrEqualTo(stage.begun());
      if (i > 0) {
        assertThat(stage.begun()).isGreaterThanOrEqualTo(stages.get(i - 1).ended());
      }
    }
    assertThat(stages.get(2).ended()).isLessThanOrEqualTo(handled.ended());
    requireLinksToThoseOfTheBatch(stages.get(2));
  }
}
