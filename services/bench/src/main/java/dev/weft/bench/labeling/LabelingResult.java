package dev.weft.bench.labeling;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Result of the comparison, for people and for programs.
 *
 * @param pool number of images that could be labeled
 * @param judges number of evaluation images
 * @param rarest the class with fewest evaluation images
 * @param courses scores of each run by strategy, one run per seed, with the same seeds in the same
 *     order
 * @param sketches how well sketches represent features
 * @param cost processing times of the queue
 */
record LabelingResult(
    int pool,
    int judges,
    String rarest,
    Map<Chooser, List<List<Score>>> courses,
    SketchFidelity sketches,
    QueueCost cost) {

  /** The reported measures. */
  enum Measure {
    ACCURACY("accuracy", Score::accuracy),
    BALANCED("mean over classes", Score::balanced),
    RAREST("rarest class", Score::rarest);

    private final String words;
    private final ToDoubleFunction<Score> value;

    Measure(String words, ToDoubleFunction<Score> value) {
      this.words = words;
      this.value = value;
    }

    String words() {
      return words;
    }
  }

  /** Number of seeds. */
  int seeds() {
    return courses.get(Chooser.RANDOM).size();
  }

  /** Numbers of labels at which versions were evaluated. */
  List<Integer> labels() {
    return courses.get(Chooser.RANDOM).get(0).stream().map(Score::labels).toList();
  }

  /** Returns the mean over the seeds at a number of labels. */
  BootstrapMean of(Chooser chooser, Measure measure, int round) {
    return BootstrapMean.of(values(chooser, measure, round));
  }

  /** Returns the mean gain over random labels, computed for each seed. */
  BootstrapMean gain(Chooser chooser, Measure measure, int round) {
    double[] values = values(chooser, measure, round);
    double[] random = values(Chooser.RANDOM, measure, round);
    for (int i = 0; i < values.length; i++) {
      values[i] -= random[i];
    }
    return BootstrapMean.of(values);
  }

  private double[] values(Chooser chooser, Measure measure, int round) {
    return courses.get(chooser).stream()
        .mapToDouble(course -> measure.value.applyAsDouble(course.get(round)))
        .toArray();
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold("Labels that the queue asks for, and labels at random")
            + text(
                ": %d photographs to label, %d judge, %d seeds; the rarest class is %s",
                pool, judges, seeds(), rarest));
    for (Measure measure : Measure.values()) {
      Table table = new Table().column(measure.words, Align.RIGHT);
      courses.keySet().forEach(chooser -> table.column(chooser.words(), Align.RIGHT));
      table.column("queue more than random", Align.RIGHT);
      for (int round = 0; round < labels().size(); round++) {
        List<String> cells = new ArrayList<>();
        cells.add(labels().get(round) + " labels");
        for (Chooser chooser : courses.keySet()) {
          BootstrapMean estimate = of(chooser, measure, round);
          cells.add(
              text(
                  "%.1f (%.1f to %.1f)",
                  100 * estimate.mean(), 100 * estimate.low(), 100 * estimate.high()));
        }
        BootstrapMean gain = gain(Chooser.QUEUE, measure, round);
        cells.add(
            text("%+.1f (%+.1f to %+.1f)", 100 * gain.mean(), 100 * gain.low(), 100 * gain.high()));
        table.row(cells.toArray(String[]::new));
      }
      lines.addAll(table.lines(style));
    }
    lines.add(style.dim("in percent; in brackets 95 % intervals over the seeds"));
    lines.addAll(sketches.lines());
    lines.add(cost.line());
    return lines;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("pool", pool).put("judges", judges).put("seeds", seeds()).put("rarest", rarest);
    courses.forEach(
        (chooser, all) -> {
          ArrayNode rounds = json.putArray(chooser.name().toLowerCase(Locale.ROOT));
          for (int round = 0; round < labels().size(); round++) {
            ObjectNode one = rounds.addObject().put("labels", labels().get(round));
            for (Measure measure : Measure.values()) {
              BootstrapMean estimate = of(chooser, measure, round);
              BootstrapMean gain = gain(chooser, measure, round);
              one.putObject(measure.name().toLowerCase(Locale.ROOT))
                  .put("mean", estimate.mean())
                  .put("low", estimate.low())
                  .put("high", estimate.high())
                  .put("gain", gain.mean())
                  .put("gainLow", gain.low())
                  .put("gainHigh", gain.high());
            }
          }
        });
    json.set("sketches", sketches.toJson());
    json.putObject("queue")
        .put("images", cost.images())
        .put("rankMillis", cost.rankMillis())
        .put("placesMillis", cost.boundedMillis())
        .put("placesOfAllMillis", cost.unboundedMillis());
    return json;
  }
}
