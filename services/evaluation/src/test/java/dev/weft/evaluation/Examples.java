package dev.weft.evaluation;

import java.util.List;

/** Six images of three classes, few enough to verify by hand. */
final class Examples {
  static final List<String> CLASSES = List.of("hat", "shirt", "shoe");
  static final Tag DOOR = new Tag("camera", "door");
  static final Tag OTHER_CAMERAS = new Tag("camera", null);

  private Examples() {}

  /** Predictions: right, wrong, right, right, wrong, right. */
  static List<EvaluatedImage> images() {
    return List.of(
        image("a", 0, new float[] {.7f, .2f, .1f}, 0),
        image("b", 1, new float[] {.75f, .2f, .05f}, 0),
        image("c", 1, new float[] {.3f, .6f, .1f}, 1),
        image("d", 2, new float[] {.2f, .2f, .6f}),
        image("e", 2, new float[] {.45f, .35f, .2f}, 0),
        image("f", 1, new float[] {.1f, .8f, .1f}, 1));
  }

  static EvaluatedImage image(String id, int label, float[] probabilities, Integer... tags) {
    return new EvaluatedImage(
        id, label, TopScores.of(probabilities, probabilities.length), null, List.of(tags));
  }

  static EvaluationSet answers() {
    return answers(CLASSES, null, images());
  }

  static EvaluationSet answers(
      List<String> classes, EvaluationSet.Serving serving, List<EvaluatedImage> images) {
    return new EvaluationSet(
        "tops",
        "t7",
        0,
        classes,
        serving,
        List.of(DOOR, OTHER_CAMERAS),
        images.size(),
        classes.size(),
        images);
  }
}
