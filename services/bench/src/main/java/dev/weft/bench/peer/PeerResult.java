package dev.weft.bench.peer;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Result of {@code bench peer}.
 *
 * @param photos description of the images
 * @param plan sizes
 * @param weft Weft, exactly once
 * @param peer the plain loop, at least once
 */
record PeerResult(String photos, PeerPlan plan, Measured weft, Measured peer) {

  /** A row of the table, and a field of the JSON. */
  private record Figure(String name, String field, ToDoubleFunction<Measured> of) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("images/s", "imagesPerSecond", it -> it.full().imagesPerSecond()),
          new Figure(
              "event to answer, p50 (ms)", "latencyP50Millis", it -> it.full().millis().p50()),
          new Figure(
              "event to answer, p95 (ms)", "latencyP95Millis", it -> it.full().millis().p95()),
          new Figure(
              "processor time an image (ms)", "processorMillis", Measured::fullProcessorMillis),
          new Figure("broker and store (ms)", "backendsMillis", Measured::backendsMillis),
          new Figure(
              "one at a time, p50 (ms)", "singleP50Millis", it -> it.single().millis().p50()),
          new Figure(
              "one at a time, p95 (ms)", "singleP95Millis", it -> it.single().millis().p95()),
          new Figure(
              "one at a time, processor (ms)",
              "singleProcessorMillis",
              Measured::singleProcessorMillis));

  /** Throughput of Weft relative to the peer's. */
  double ratio() {
    return weft.full().imagesPerSecond() / peer.full().imagesPerSecond();
  }

  /** Processor time of Weft for an image relative to the peer's. */
  double processorRatio() {
    return weft.fullProcessorMillis() / peer.fullProcessorMillis();
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Weft and a plain consumer loop")
            + " with %s, batches of up to %d, at most %d images unanswered at full load"
                .formatted(photos, plan.batch(), plan.unanswered()));
    lines.add(style.dim(text("  %-32s %10s %10s %8s", "", "Weft", "peer", "ratio")));
    for (Figure figure : FIGURES) {
      double ours = figure.of().applyAsDouble(weft);
      double theirs = figure.of().applyAsDouble(peer);
      lines.add(text("  %-32s %10.2f %10.2f %8.3f", figure.name(), ours, theirs, ours / theirs));
    }
    lines.add("");
    lines.add("Weft answers each image exactly once, the peer at least once.");
    lines.add(
        "Processor time is that of the whole process: Weft's also holds gateway, rollout and"
            + " trainer.");
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("benchmark", "peer")
            .put("photos", photos)
            .put("images", plan.images())
            .put("rounds", plan.rounds())
            .put("batch", plan.batch())
            .put("unanswered", plan.unanswered())
            .put("ratio", Json.rounded(ratio(), 4))
            .put("processorRatio", Json.rounded(processorRatio(), 4));
    json.set("weft", figures(weft));
    json.set("peer", figures(peer));
    return json;
  }

  private static ObjectNode figures(Measured measured) {
    ObjectNode json = Json.object();
    FIGURES.forEach(
        figure -> json.put(figure.field(), Json.rounded(figure.of().applyAsDouble(measured), 3)));
    return json;
  }
}
