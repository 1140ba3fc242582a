package dev.weft.evaluation;

import dev.weft.base.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version's answers for the images that were held out of its training. Immutable; bounded by
 * {@link #MAX_IMAGES} and {@link #MAX_SCORES}, some megabytes.
 *
 * @param model the version's model
 * @param trainingId the training that produced the version
 * @param folds the folds of the cross-validation that held the images out; 0 if they are a test
 *     split
 * @param classes the version's classes, in the order of its outputs
 * @param serving the then serving version; null if there was none
 * @param tags the tags by which images are sliced, see {@link TagTable}
 * @param heldOut number of held-out images; more than in {@code images} if there were too many
 * @param top maximum number of classes recorded for an answer
 * @param images sorted by id
 */
public record EvaluationSet(
    String model,
    String trainingId,
    int folds,
    List<String> classes,
    Serving serving,
    List<Tag> tags,
    int heldOut,
    int top,
    List<EvaluatedImage> images) {

  /** Maximum number of images that are recorded. */
  public static final int MAX_IMAGES = 10_000;

  /** Maximum number of probabilities that are recorded for a version. */
  static final int MAX_SCORES = 500_000;

  /** Number of classes that are always recorded for an answer. */
  static final int LEAST_TOP = 5;

  public EvaluationSet {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(trainingId, "trainingId");
    classes = List.copyOf(classes);
    tags = List.copyOf(tags);
    images = List.copyOf(images);
  }

  /**
   * The version that served when the new one was evaluated.
   *
   * @param version its number
   * @param classes its classes, in the order of its outputs
   */
  public record Serving(int version, List<String> classes) {
    public Serving {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Returns the number of classes to record for each answer: all if there is room, or {@link
   * #LEAST_TOP}.
   */
  public static int top(int images, int classes) {
    return Math.min(classes, Math.max(LEAST_TOP, MAX_SCORES / Math.max(1, images)));
  }

  /**
   * Returns the images to record if there are too many: those whose ids have the smallest digests,
   * so that versions record the same images as far as possible.
   */
  public static Set<String> kept(Collection<String> imageIds) {
    return imageIds.stream()
        .sorted(Comparator.comparing(Sha256::hex))
        .limit(MAX_IMAGES)
        .collect(Collectors.toSet());
  }

  /** Whether answers have the probabilities of all classes. */
  public boolean hasAllClasses() {
    return top >= classes.size();
  }

  /** Returns the number of recorded probabilities, which determines the memory it takes. */
  public int size() {
    int size = 0;
    for (EvaluatedImage image : images) {
      size += image.scores().size() + (image.serving() == null ? 0 : image.serving().size());
    }
    return size;
  }
}
