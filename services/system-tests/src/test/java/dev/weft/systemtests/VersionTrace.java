package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.catalog.Topics;
import java.util.function.Predicate;

/** The spans between a label and the version that was trained on it, and assertions about them. */
final class VersionTrace {

  private final Collector collector;
  private final String trainingId;
  private final TracedSpan training;

  /** Waits for the training's span. */
  VersionTrace(Collector collector, String trainingId) {
    this.collector = collector;
    this.trainingId = trainingId;
    this.training =
        collector.awaitSpan(
            "process " + Topics.TRAINING_REQUESTED,
            span -> trainingId.equals(span.attribute("weft.training.id")));
  }

  String id() {
    return training.trace();
  }

  /** The training's span links to the record of the label, whose trace begins with a request. */
  void requireLinkToLabelOf(String imageId) {
    TracedSpan label =
        collector.awaitSpan(
            "send " + Topics.IMAGES_LABELED,
            span ->
                imageId.equals(span.attribute("weft.image.id"))
                    && training.links().contains(span.id()));
    assertThat(label.trace()).isNotEqualTo(training.trace());
    assertThat(Collector.isServer(collector.awaitParent(label))).isTrue();
    assertThat(training.links()).hasSizeLessThanOrEqualTo(32);
  }

  /** Request, order, training with its phases, version, and decisions about it form one trace. */
  void requireOneChainFromRequestToVersion(int version) {
    TracedSpan order = collector.awaitParent(training);
    assertThat(order.name()).isEqualTo("send " + Topics.TRAINING_REQUESTED);
    assertThat(Collector.isServer(collector.awaitParent(order))).isTrue();
    assertThat(training.attribute("weft.training.state")).isEqualTo("published");

    collector.awaitChildren(training, "dataset", "freeze", "evaluate", "publish");
    TracedSpan published =
        collector.awaitChildren(training, "send " + Topics.MODELS_PUBLISHED).get(0);
    assertThat(published.attribute("weft.model.version")).isEqualTo("" + version);
    assertThat(published.attribute("weft.training.id")).isEqualTo(trainingId);
    TracedSpan heard =
        collector.awaitChildren(published, "process " + Topics.MODELS_PUBLISHED).get(0);
    assertThat(heard.attribute("weft.component")).isEqualTo("rollout");
    Predicate<TracedSpan> serving = s -> s.attribute("weft.rollout.serving").equals("" + version);
    TracedSpan served =
        collector.awaitSpan(
            "send " + Topics.ROLLOUTS_CHANGED,
            span -> span.parent().equals(heard.id()) && serving.test(span));
    assertThat(served.trace()).isEqualTo(order.trace());
  }
}
