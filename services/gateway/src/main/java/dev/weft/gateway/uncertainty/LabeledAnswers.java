package dev.weft.gateway.uncertainty;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.Prediction;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds a version's answers to images that people have labeled: the newest of each label, {@value
 * #MOST} in total. Thread-safe.
 */
public final class LabeledAnswers {

  private static final int MOST = 2_000;
  private static final int MOST_LABELS = 200;
  private static final int LEAST_OF_LABEL = 20;

  /** Maximum page size between replicas. */
  private static final int MOST_OF_PAGE = 200;

  private final ImageQueries views;
  private final Supplier<LabelCounts> counts;

  /**
   * @param counts number of images by label; may be some seconds old
   */
  public LabeledAnswers(ImageQueries views, Supplier<LabelCounts> counts) {
    this.views = views;
    this.counts = counts;
  }

  /**
   * Result of a search.
   *
   * @param answers marked as right or wrong by their images' labels, also for labels that the
   *     version does not have
   * @param isSample whether there are more
   */
  public record Found(List<Answer> answers, boolean isSample) {
    public Found {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Answers to images uploaded since a moment.
   *
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now
   */
  public Found since(Instant since, ModelRef version) {
    Map<String, Long> labels = counts.get().images();
    int each = Math.max(LEAST_OF_LABEL, MOST / Math.max(1, Math.min(MOST_LABELS, labels.size())));
    List<Answer> answers = new ArrayList<>();
    boolean isSample = labels.size() > MOST_LABELS;
    List<String> most =
        labels.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_LABELS)
            .map(Map.Entry::getKey)
            .toList();
    for (String label : most) {
      isSample |= addRecent(label, since, each, version, answers);
    }
    return new Found(answers, isSample);
  }

  /** Adds the newest images of a label, and returns whether there are more. */
  private boolean addRecent(
      String label, Instant since, int most, ModelRef version, List<Answer> answers) {
    PagePosition after = null;
    for (int left = most; left > 0; ) {
      ViewSlice page =
          views.list(new ImageFilter.Labeled(label), after, Math.min(left, MOST_OF_PAGE));
      for (ImageView image : page.images()) {
        if (image.listedAt().isBefore(since)) {
          return false;
        }
        image
            .answer()
            .filter(answer -> answer.model().equals(version))
            .ifPresent(answer -> answers.add(answer(answer, label)));
        after = PagePosition.of(image);
      }
      if (!page.more() || page.images().isEmpty()) {
        return false;
      }
      left -= page.images().size();
    }
    return true;
  }

  private static Answer answer(ImageClassified event, String label) {
    Prediction best = event.predictions().get(0);
    boolean hasScore = event.uncertainty() != null && event.uncertainty().outlierScore() != null;
    return new Answer(
        best.label(),
        best.probability(),
        hasScore ? event.uncertainty().outlierScore() : Double.NEGATIVE_INFINITY,
        best.label().equals(label));
  }
}
