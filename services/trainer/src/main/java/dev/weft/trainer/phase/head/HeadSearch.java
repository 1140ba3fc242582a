package dev.weft.trainer.phase.head;

import dev.weft.base.Argmax;
import dev.weft.features.Augmentation;
import dev.weft.features.Features;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.network.Xception;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches for a head's settings on held-out images: by cross-validation with several folds, on the
 * validation images with one. The best setting and number of epochs are those with the lowest
 * unweighted loss on held-out images, as at the gate. The same data set, features, recipe and start
 * give the same result, bit for bit: the extent of the search is bounded by the amount of
 * computation, not by the clock.
 *
 * <p>The accuracy of the best setting would be biased if it were measured on the images that
 * selected it. Each fold's answers are therefore those of the setting that the other folds select.
 */
public final class HeadSearch {
  /**
   * Multiply-add operations per second that are assumed when a time limit is converted into an
   * amount of computation.
   */
  private static final double NOMINAL_RATE = 2e9;

  /** Training for longer on few images does not help: the loss on held-out images rises again. */
  private static final int MOST_EPOCHS = 40;

  private final Recipe recipe;
  private final PhaseProgress.Listener listener;

  public HeadSearch(Recipe recipe, PhaseProgress.Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * Runs the search.
   *
   * @param start initial rows of each head
   * @param features the features of all images with all of the recipe's augmentations
   * @param rehearsal additional training examples in every fold, never held out
   */
  public SearchResult run(HeadStart start, Folds folds, Features features, Rehearsal rehearsal) {
    List<HeadSetting> all = HeadSetting.around(recipe);
    int affordable = affordable(start.classes(), folds, rehearsal);
    List<HeadSetting> settings = all.subList(0, Math.min(all.size(), affordable));
    return new Run(start, folds, features, rehearsal, settings, all.size() - settings.size())
        .result();
  }

  /** Returns the number of settings that fit the limit; at least one. */
  private int affordable(int classes, Folds folds, Rehearsal rehearsal) {
    double learned =
        (double) Math.max(1, folds.count() - 1) / folds.count() * folds.samples().size()
            + rehearsal.examples().size();
    // One forward pass is counted for the prediction and one for the training, which also has a
    // backward pass.
    double work = 3 * learned * classes * Xception.FEATURES * epochs() * folds.count();
    return (int) Math.max(1, Math.min(1000, recipe.searchSeconds() * NOMINAL_RATE / work));
  }

  private int epochs() {
    return Math.min(MOST_EPOCHS, recipe.head().epochs());
  }

  /** The figures of one head on its held-out images, by epoch. */
  private static final class Course {
    private final double[] loss;
    private final int[] hits;
    private final int[][] found;

    Course(int epochs, int classes) {
      loss = new double[epochs];
      hits = new int[epochs];
      found = new int[epochs][classes];
    }
  }

  private final class Run {
    private final HeadStart start;
    private final Folds folds;
    private final Features features;
    private final Rehearsal rehearsal;
    private final List<HeadSetting> settings;
    private final int left;
    private final int[] shown;
    private final FeatureScale[] scales;
    private final long began = System.nanoTime();
    private int done;

    /** By setting and fold. */
    private final Course[][] courses;

    Run(
        HeadStart start,
        Folds folds,
        Features features,
        Rehearsal rehearsal,
        List<HeadSetting> settings,
        int left) {
      this.start = start;
      this.folds = folds;
      this.features = features;
      this.rehearsal = rehearsal;
      this.settings = settings;
      this.left = left;
      shown = new int[start.classes()];
      scales = new FeatureScale[folds.count()];
      courses = new Course[settings.size()][folds.count()];
    }

    SearchResult result() {
      int images = 0;
      for (int fold = 0; fold < folds.count(); fold++) {
        for (int place : folds.heldBack(fold)) {
          shown[folds.samples().get(place).label()]++;
          images++;
        }
      }
      for (int fold = 0; fold < scales.length; fold++) {
        scales[fold] = FeatureScale.of(folds.learned(fold), shownIn(recipe), rehearsal, features);
      }
      int heads = settings.size() * folds.count();
      IntStream.range(0, heads)
          .parallel()
          .forEach(
              job -> {
                int setting = job / folds.count();
                int fold = job % folds.count();
                courses[setting][fold] = course(settings.get(setting), fold);
                report(heads);
              });
      List<HeadTrial> trials = new ArrayList<>();
      for (int s = 0; s < settings.size(); s++) {
        trials.add(trial(s, images));
      }
      int best = 0;
      for (int s = 1; s < trials.size(); s++) {
        best = trials.get(s).loss() < trials.get(best).loss() ? s : best;
      }
      History history = history(best, images);
      List<float[]> answers = folds.count() == 1 ? List.of() : answers();
      // The sort is stable: the setting that was tried first precedes those with the same loss.
      trials.sort(Comparator.comparingDouble(HeadTrial::loss));
      double accuracy = answers.isEmpty() ? trials.get(0).accuracy() : accuracy(answers);
      return new SearchResult(
          folds.count(),
          images,
          accuracy,
          trials,
          left,
          history,
          answers,
          answers.isEmpty() ? List.of() : folds.numbers());
    }

    private double accuracy(List<float[]> answers) {
      long right =
          IntStream.range(0, answers.size())
              .filter(i -> Argmax.of(answers.get(i)) == folds.samples().get(i).label())
              .count();
      return (double) right / Math.max(1, answers.size());
    }

    private synchronized void report(int heads) {
      done++;
      double seconds = (System.nanoTime() - began) / 1e9;
      listener.progress(
          new PhaseProgress(
              TrainingStep.FREEZE, 0, 0, done, heads, null, null, seconds / done * (heads - done)));
    }

    private HeadEpochs passes(HeadSetting setting, int fold) {
      Recipe tried = setting.in(recipe);
      SoftmaxHead head = SoftmaxHead.of(start.scaled(scales[fold]), tried.head(), tried.seed());
      return new HeadEpochs(
          head,
          start.classes(),
          folds.learned(fold),
          rehearsal,
          tried.balance(),
          scales[fold],
          new HeadEpochs.Settings(
              tried.seed(), tried.batchSize(), shownIn(tried), tried.head().mixup()));
    }

    private List<Augmentation> shownIn(Recipe tried) {
      return tried.shown(folds.images());
    }

    private List<Sample> held(int fold) {
      return IntStream.of(folds.heldBack(fold)).mapToObj(folds.samples()::get).toList();
    }

    private Course course(HeadSetting setting, int fold) {
      HeadEpochs passes = passes(setting, fold);
      List<Sample> held = held(fold);
      Course course = new Course(epochs(), start.classes());
      for (int epoch = 0; epoch < epochs(); epoch++) {
        passes.run(epoch + 1, features);
        float[][] rows = passes.probabilities(held, features);
        for (int i = 0; i < rows.length; i++) {
          int label = held.get(i).label();
          course.loss[epoch] -= Math.log(Math.max(rows[i][label], 1e-12));
          if (Argmax.of(rows[i]) == label) {
            course.hits[epoch]++;
            course.found[epoch][label]++;
          }
        }
      }
      return course;
    }

    /** Mean loss without one fold; of all folds if that leaves none. */
    private double loss(int setting, int epoch, int without) {
      double sum = 0;
      int images = 0;
      for (int fold = 0; fold < folds.count(); fold++) {
        if (fold != without) {
          sum += courses[setting][fold].loss[epoch];
          images += folds.heldBack(fold).length;
        }
      }
      return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / Math.max(1, images);
    }

    private int bestEpoch(int setting, int without) {
      int best = 0;
      for (int epoch = 1; epoch < epochs(); epoch++) {
        best = loss(setting, epoch, without) < loss(setting, best, without) ? epoch : best;
      }
      return best;
    }

    private HeadTrial trial(int setting, int images) {
      int epoch = bestEpoch(setting, -1);
      double recalls = 0;
      int classes = 0;
      for (int c = 0; c < shown.length; c++) {
        if (shown[c] > 0) {
          int found = 0;
          for (Course course : courses[setting]) {
            found += course.found[epoch][c];
          }
          recalls += (double) found / shown[c];
          classes++;
        }
      }
      return new HeadTrial(
          settings.get(setting),
          epoch + 1,
          loss(setting, epoch, -1),
          (double) hits(setting, epoch) / Math.max(1, images),
          recalls / Math.max(1, classes));
    }

    private int hits(int setting, int epoch) {
      int hits = 0;
      for (Course course : courses[setting]) {
        hits += course.hits[epoch];
      }
      return hits;
    }

    private History history(int setting, int images) {
      History history = History.EMPTY;
      for (int epoch = 0; epoch < epochs(); epoch++) {
        history =
            history.and(
                new Epoch(
                    epoch + 1,
                    null,
                    null,
                    loss(setting, epoch, -1),
                    (double) hits(setting, epoch) / Math.max(1, images),
                    0));
      }
      return history;
    }

    /** Each fold's answers, with the setting that the other folds select. */
    private List<float[]> answers() {
      float[][] answers = new float[folds.samples().size()][];
      IntStream.range(0, folds.count())
          .parallel()
          .forEach(
              fold -> {
                int chosen = 0;
                for (int s = 1; s < settings.size(); s++) {
                  if (loss(s, bestEpoch(s, fold), fold)
                      < loss(chosen, bestEpoch(chosen, fold), fold)) {
                    chosen = s;
                  }
                }
                HeadEpochs passes = passes(settings.get(chosen), fold);
                for (int epoch = 0; epoch <= bestEpoch(chosen, fold); epoch++) {
                  passes.run(epoch + 1, features);
                }
                float[][] rows = passes.probabilities(held(fold), features);
                int[] places = folds.heldBack(fold);
                for (int i = 0; i < places.length; i++) {
                  answers[places[i]] = rows[i];
                }
              });
      return List.of(answers);
    }
  }
}
