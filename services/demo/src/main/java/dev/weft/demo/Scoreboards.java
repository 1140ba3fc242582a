package dev.weft.demo;

import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Scoreboard;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The demo's results, drawings and photographs apart: the model knows only the latter.
 *
 * @param all both together
 * @param drawings what the project drew
 * @param photographs what the user gave
 */
record Scoreboards(Scoreboard all, Scoreboard drawings, Scoreboard photographs) {

  static Scoreboards of(List<DemoImage> images, List<Outcome> outcomes, double seconds) {
    return new Scoreboards(
        board(images, outcomes, seconds, image -> true),
        board(images, outcomes, seconds, DemoImage::drawn),
        board(images, outcomes, seconds, image -> !image.drawn()));
  }

  private static Scoreboard board(
      List<DemoImage> images, List<Outcome> outcomes, double seconds, Predicate<DemoImage> which) {
    int[] chosen =
        IntStream.range(0, images.size()).filter(i -> which.test(images.get(i))).toArray();
    return Scoreboard.of(
        IntStream.of(chosen).mapToObj(i -> images.get(i).label()).toList(),
        IntStream.of(chosen).mapToObj(outcomes::get).toList(),
        seconds);
  }
}
