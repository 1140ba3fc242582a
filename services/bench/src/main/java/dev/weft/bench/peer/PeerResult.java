package dev.weft.bench.peer;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Result of {@code bench peer}.
 *
 * @param photos description of the images
 * @param plan sizes
 * @param engine name of Weft's engine; the others run the float32 graph in ONNX Runtime
 * @param weft Weft, exactly once
 * @param peers what it is compared with, at least once
 */
record PeerResult(
    String photos, PeerPlan plan, String engine, Measured weft, Map<Peer, Measured> peers) {

  PeerResult {
    peers = Collections.unmodifiableMap(new EnumMap<>(peers));
  }

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

  /** Throughput of Weft relative to a peer's. */
  double ratio(Peer peer) {
    return weft.full().imagesPerSecond() / peers.get(peer).full().imagesPerSecond();
  }

  /** Processor time of Weft for an image relative to a peer's. */
  double processorRatio(Peer peer) {
    return weft.fullProcessorMillis() / peers.get(peer).fullProcessorMillis();
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Weft and " + String.join(" and ", names()))
            + " with %s, batches of up to %d, at most %d images unanswered at full load"
                .formatted(photos, plan.batch(), plan.unanswered()));
    StringBuilder heading = new StringBuilder(text("  %-29s %8s", "", "Weft"));
    peers.keySet().forEach(peer -> heading.append(text(" %8s %6s", peer.title(), "ratio")));
    lines.add(style.dim(heading.toString()));
    for (Figure figure : FIGURES) {
      double ours = figure.of().applyAsDouble(weft);
      StringBuilder row = new StringBuilder(text("  %-29s %8.2f", figure.name(), ours));
      for (Measured peer : peers.values()) {
        double theirs = figure.of().applyAsDouble(peer);
        row.append(text(" %8.2f %6.3f", theirs, ours / theirs));
      }
      lines.add(row.toString());
    }
    lines.add("");
    lines.add("Weft answers each image exactly once, the others at least once.");
    lines.add(text("Weft's engine is %s, that of the others onnx-cpu.", engine));
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
            .put("weftEngine", engine);
    for (Peer peer : peers.keySet()) {
      json.put(peer.ratioField(), Json.rounded(ratio(peer), 4))
          .put(peer.processorRatioField(), Json.rounded(processorRatio(peer), 4));
    }
    json.set("weft", figures(weft));
    peers.forEach((peer, measured) -> json.set(peer.field(), figures(measured)));
    return json;
  }

  private List<String> names() {
    return peers.keySet().stream().map(Peer::description).toList();
  }

  private static ObjectNode figures(Measured measured) {
    ObjectNode json = Json.object();
    FIGURES.forEach(
        figure -> json.put(figure.field(), Json.rounded(figure.of().applyAsDouble(measured), 3)));
    return json;
  }
}
