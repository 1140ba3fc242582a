package dev.weft.demo;

import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Scoreboard;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The demo's results, separately for drawings and photographs: the model was trained on photographs
 * only.
 *
 * @param all drawings and photographs together
 * @param drawings the project's drawings
 * @param photographs the user's photographs
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
