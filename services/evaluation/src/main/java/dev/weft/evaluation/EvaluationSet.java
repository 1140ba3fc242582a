package dev.weft.evaluation;

import dev.weft.base.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a version answered of the images that were held out of its training. Immutable; bounded by
 * {@link #MAX_IMAGES} and {@link #MAX_SCORES}, some megabytes.
 *
 * @param model the version's model
 * @param trainingId that made the version
 * @param folds of the cross-validation that held the images out; 0 if they are a test split
 * @param classes that the version knows, in the order of its outputs
 * @param serving the version that served then; null if none did
 * @param tags by which images are sliced, see {@link TagTable}
 * @param heldOut how many images were held out; more than {@code images} has if there were too many
 * @param top most classes that are kept of an answer
 * @param images in the order of their ids
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

  /** Most images that are kept. */
  public static final int MAX_IMAGES = 10_000;

  /** Most probabilities that are kept of a version. */
  static final int MAX_SCORES = 500_000;

  /** Classes that are kept of an answer, whatever their number. */
  static final int LEAST_TOP = 5;

  public EvaluationSet {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(trainingId, "trainingId");
    classes = List.copyOf(classes);
    tags = List.copyOf(tags);
    images = List.copyOf(images);
  }

  /**
   * The version that served when the new one was judged.
   *
   * @param version its number
   * @param classes that it knows, in the order of its outputs
   */
  public record Serving(int version, List<String> classes) {
    public Serving {
      classes = List.copyOf(classes);
    }
  }

  /**
   * How many classes are kept of each of so many answers: all, if there is room, or {@link
   * #LEAST_TOP}.
   */
  public static int top(int images, int classes) {
    return Math.min(classes, Math.max(LEAST_TOP, MAX_SCORES / Math.max(1, images)));
  }

  /**
   * Of too many images those that are kept: the ids of the smallest digests, so that versions keep
   * the same images as far as they have them in common.
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

  /** How many probabilities it holds, for telling how much memory it takes. */
  public int size() {
    int size = 0;
    for (EvaluatedImage image : images) {
      size += image.scores().size() + (image.serving() == null ? 0 : image.serving().size());
    }
    return size;
  }
}
