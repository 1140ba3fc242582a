package dev.weft.bench.int8;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.QuantizedComparison;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.xception.engine.EngineInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Result of {@code bench int8}.
 *
 * @param known images of the classes
 * @param unknown images of no class; may be empty
 * @param featureShift drift index of the known images' pooled features in 8-bit integers against
 *     those in float32; NaN if there are too few images
 * @param thresholds the version's published thresholds
 * @param float32Engine the engine of the float32 graph
 * @param int8Engine the engine that is compared with it
 * @param heads how heads that learned on each graph's features do; null if none were trained
 */
record Int8Result(
    List<Asked> known,
    List<Asked> unknown,
    double featureShift,
    UncertaintyThresholds thresholds,
    EngineInfo float32Engine,
    EngineInfo int8Engine,
    FeatureHeads.Result heads) {

  Int8Result {
    known = List.copyOf(known);
    unknown = List.copyOf(unknown);
  }

  /**
   * Both answers for an image.
   *
   * @param label name of its folder
   */
  record Asked(String label, Answer float32, Answer int8) {}

  /**
   * An answer.
   *
   * @param label the most probable class
   * @param confidence its probability
   * @param outlierScore see {@code UncertaintyRules}
   * @param millis duration of inference in milliseconds
   */
  record Answer(String label, double confidence, double outlierScore, double millis) {}

  private boolean isCertain(Answer answer) {
    return !thresholds.isLowConfidence(answer.label(), answer.confidence())
        && !thresholds.isUnlike(answer.outlierScore());
  }

  /** Figures of one of the graphs. */
  private final class Side {
    private final Function<Asked, Answer> side;

    Side(Function<Asked, Answer> side) {
      this.side = side;
    }

    int right() {
      return count(known, asked -> side.apply(asked).label().equals(asked.label()));
    }

    double answered() {
      return share(known, asked -> isCertain(side.apply(asked)));
    }

    double precision() {
      List<Asked> certain = known.stream().filter(asked -> isCertain(side.apply(asked))).toList();
      return share(certain, asked -> side.apply(asked).label().equals(asked.label()));
    }

    double uncertainOfUnknown() {
      return share(unknown, asked -> !isCertain(side.apply(asked)));
    }

    /**
     * Area under the ROC curve of the outlier score: the share of pairs that it orders correctly.
     */
    double area() {
      double ordered = 0;
      for (Asked one : known) {
        for (Asked other : unknown) {
          double difference = side.apply(other).outlierScore() - side.apply(one).outlierScore();
          ordered += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
      return ordered / known.size() / unknown.size();
    }

    double medianMillis() {
      List<Double> all = new ArrayList<>();
      known.forEach(asked -> all.add(side.apply(asked).millis()));
      all.sort(null);
      return all.get(all.size() / 2);
    }

    double leastMillis() {
      return known.stream().mapToDouble(asked -> side.apply(asked).millis()).min().orElseThrow();
    }

    ObjectNode toJson() {
      ObjectNode json =
          Json.object()
              .put("right", right())
              .put("answered", Json.rounded(answered(), 4))
              .put("precision", Json.rounded(precision(), 4))
              .put("medianMillis", Json.rounded(medianMillis(), 2))
              .put("leastMillis", Json.rounded(leastMillis(), 2));
      if (!unknown.isEmpty()) {
        json.put("unknownUncertain", Json.rounded(uncertainOfUnknown(), 4))
            .put("outlierArea", Json.rounded(area(), 4));
      }
      return json;
    }
  }

  private static int count(List<Asked> images, Predicate<Asked> which) {
    return (int) images.stream().filter(which).count();
  }

  private static double share(List<Asked> images, Predicate<Asked> which) {
    return images.isEmpty() ? 0 : count(images, which) / (double) images.size();
  }

  private Side float32() {
    return new Side(Asked::float32);
  }

  private Side int8() {
    return new Side(Asked::int8);
  }

  private int same() {
    return count(known, asked -> asked.float32().label().equals(asked.int8().label()));
  }

  /** Mean absolute difference between both. */
  private double apart(Function<Answer, Double> value) {
    return known.stream()
        .mapToDouble(asked -> Math.abs(value.apply(asked.float32()) - value.apply(asked.int8())))
        .average()
        .orElseThrow();
  }

  /** Converts to the format of a bundle. */
  QuantizedVariant variant(GoldenCase golden) {
    return new QuantizedComparison(
            known.size(),
            int8().right(),
            float32().right(),
            same(),
            count(known, asked -> isCertain(asked.int8())),
            count(known, asked -> isCertain(asked.float32())))
        .variant(golden);
  }

  List<String> lines(Style style) {
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column(float32Engine.name(), Align.RIGHT)
            .column(int8Engine.name(), Align.RIGHT);
    row(table, "correct of " + known.size(), side -> text("%d", side.right()));
    row(table, "answered as certain", side -> text("%.1f %%", 100 * side.answered()));
    row(table, "of these correct", side -> text("%.1f %%", 100 * side.precision()));
    if (!unknown.isEmpty()) {
      row(
          table,
          "uncertain of " + unknown.size() + " of no class",
          side -> text("%.1f %%", 100 * side.uncertainOfUnknown()));
      row(table, "area under the curve of the outlier score", side -> text("%.3f", side.area()));
    }
    row(table, "ms an image, median", side -> text("%.1f", side.medianMillis()));
    row(table, "ms an image, minimum", side -> text("%.1f", side.leastMillis()));
    List<String> lines = new ArrayList<>(table.lines(style));
    lines.add("");
    lines.add(
        text(
            "the same answer for %d of %d; on average confidences lie %.3f apart, outlier scores %.3f",
            same(), known.size(), apart(Answer::confidence), apart(Answer::outlierScore)));
    if (!Double.isNaN(featureShift)) {
      lines.add(
          text(
              "population stability index of the features of the %d between the two: %.3f",
              known.size(), featureShift));
    }
    if (heads != null) {
      lines.add(
          text(
              "heads trained with %d photographs, correct of %d in float32: trained on features in float32 %d, in int8 %d, on half of each %d; trained in float32 and served in int8: %d",
              heads.learned(),
              heads.judged(),
              heads.float32(),
              heads.int8(),
              heads.mixed(),
              heads.int8Served()));
    }
    lines.add(named(float32Engine) + "; " + named(int8Engine));
    lines.add(text("%s, %d threads", int8Engine.device(), int8Engine.threads()));
    return lines;
  }

  private static String named(EngineInfo engine) {
    return engine.name() + " " + engine.version();
  }

  private void row(Table table, String name, Function<Side, String> value) {
    table.row(name, value.apply(float32()), value.apply(int8()));
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("benchmark", "int8")
            .put("images", known.size())
            .put("unknown", unknown.size())
            .put("same", same())
            .put("confidenceApart", Json.rounded(apart(Answer::confidence), 4))
            .put("outlierScoreApart", Json.rounded(apart(Answer::outlierScore), 4));
    if (!Double.isNaN(featureShift)) {
      json.put("featureShift", Json.rounded(featureShift, 4));
    }
    if (heads != null) {
      json.putObject("heads")
          .put("learned", heads.learned())
          .put("judged", heads.judged())
          .put("float32", heads.float32())
          .put("int8", heads.int8())
          .put("mixed", heads.mixed())
          .put("int8Served", heads.int8Served());
    }
    json.set("float32", float32().toJson().put("engine", float32Engine.name()));
    json.set("int8", int8().toJson().put("engine", int8Engine.name()));
    return json;
  }
}
