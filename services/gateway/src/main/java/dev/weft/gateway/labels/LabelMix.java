package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;

/**
 * Shares of the label queue by kind of image; the rest goes to images that are most worth labeling
 * by their versions' answers. If there are not enough images of a kind, the others share its places
 * in proportion.
 *
 * @param random share of the random sample, 0..1
 * @param unlike share of images that differ from their version's training images, 0..1
 * @param doubtful share of images whose label is doubted, 0..1
 */
public record LabelMix(double random, double unlike, double doubtful) {

  public LabelMix {
    requireShare("random", random);
    requireShare("unlike", unlike);
    requireShare("doubtful", doubtful);
    if (random + unlike + doubtful > 1 + 1e-9) {
      throw new IllegalArgumentException(
          ("weft.gateway.labels.mix: random, unlike and doubtful are shares of the queue and must"
                  + " add up to at most 1, but %s, %s and %s add up to %s")
              .formatted(random, unlike, doubtful, random + unlike + doubtful));
    }
  }

  /** Only images of one kind. */
  public static LabelMix only(LabelSelection kind) {
    return new LabelMix(
        kind == LabelSelection.RANDOM ? 1 : 0,
        kind == LabelSelection.UNLIKE ? 1 : 0,
        kind == LabelSelection.DOUBTFUL ? 1 : 0);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "weft.gateway.labels.mix.%s must be 0 to 1, but is %s".formatted(name, share));
    }
  }

  /** The share of a kind; for those chosen by their versions' answers, the rest. */
  double of(LabelSelection kind) {
    return switch (kind) {
      case RANDOM -> random;
      case UNLIKE -> unlike;
      case DOUBTFUL -> doubtful;
      default -> Math.max(0, 1 - random - unlike - doubtful);
    };
  }
}
