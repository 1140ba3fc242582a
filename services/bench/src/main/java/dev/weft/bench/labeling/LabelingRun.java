package dev.weft.bench.labeling;

import dev.weft.base.Argmax;
import dev.weft.events.ModelRef;
import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.labels.Candidate;
import dev.weft.gateway.labels.CandidatePools;
import dev.weft.gateway.labels.LabelMix;
import dev.weft.gateway.labels.LabelQueue;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.labels.LocalRanking;
import dev.weft.gateway.labels.Ranking;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.trainer.dataset.LabeledImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Simulates people who label, round by round, the images that they are offered: a version is
 * trained on the labeled images and classifies all others, and the next images are chosen by its
 * answers. The queue is the gateway's, with one page per round, and receives events as the
 * classifier writes them.
 */
final class LabelingRun {
  /** The default of {@code weft.gateway.labels.mix}. */
  static final LabelMix MIX = new LabelMix(0.2, 0.1, 0.1);

  private static final int TOP = 10;

  private final PooledPhotos photos;
  private final List<LabeledImage> pool;
  private final List<LabeledImage> judges;
  private final List<String> classes;
  private final int rarest;
  private final FeatureProjection projection;
  private final Rounds rounds;

  /**
   * Numbers of labels.
   *
   * @param start number of initial labels, drawn at random
   * @param step number of labels per round
   * @param most number of labels at the end
   * @param searchSeconds see {@link TrainedVersion#recipe}
   */
  record Rounds(int start, int step, int most, double searchSeconds) {}

  /**
   * @param pool images that may be labeled
   * @param judges evaluation images
   */
  LabelingRun(
      PooledPhotos photos,
      List<LabeledImage> pool,
      List<LabeledImage> judges,
      FeatureProjection projection,
      Rounds rounds) {
    this.photos = photos;
    this.pool = pool;
    this.judges = judges;
    this.projection = projection;
    this.rounds = rounds;
    classes = judges.stream().map(LabeledImage::label).distinct().sorted().toList();
    rarest =
        IntStream.range(0, classes.size())
            .boxed()
            .min(Comparator.comparingLong(c -> count(judges, c)))
            .orElseThrow();
  }

  private long count(List<LabeledImage> images, int label) {
    return images.stream().filter(image -> image.label().equals(classes.get(label))).count();
  }

  /** Returns the class with fewest evaluation images. */
  String rarest() {
    return classes.get(rarest);
  }

  /**
   * Runs one simulation from the first labels to the last.
   *
   * @param seed the seed of the first labels, of the order of the images, and of their ids, which
   *     determine the random sample; the same for each strategy
   */
  List<Score> run(Chooser chooser, long seed) {
    List<LabeledImage> open = new ArrayList<>(pool);
    Collections.shuffle(open, new Random(seed));
    List<LabeledImage> labeled = new ArrayList<>(open.subList(0, rounds.start()));
    open.subList(0, rounds.start()).clear();
    List<Score> scores = new ArrayList<>();
    while (true) {
      TrainedVersion version =
          TrainedVersion.of(
              photos, classes, labeled, TrainedVersion.recipe(rounds.searchSeconds()));
      scores.add(score(version, labeled.size()));
      int wanted = Math.min(rounds.step(), rounds.most() - labeled.size());
      if (wanted <= 0) {
        return scores;
      }
      Set<LabeledImage> next = next(chooser, seed, version, open, labeled, wanted);
      labeled.addAll(next);
      open.removeAll(next);
    }
  }

  private Set<LabeledImage> next(
      Chooser chooser,
      long seed,
      TrainedVersion version,
      List<LabeledImage> open,
      List<LabeledImage> labeled,
      int wanted) {
    if (chooser == Chooser.RANDOM) {
      return new LinkedHashSet<>(open.subList(0, wanted));
    }
    Map<String, LabeledImage> byId = new HashMap<>();
    CandidatePools pools =
        new CandidatePools(model -> Optional.empty(), Labels.MAX_RANKED, LocalRanking.MOST_LABELED);
    for (LabeledImage image : open) {
      String id = id(seed, image);
      byId.put(id, image);
      pools.consider(
          new ImageView(id, null, List.of(answer(id, image, version)), null, null, false));
    }
    for (int i = labeled.size() - 1; i >= 0; i--) {
      pools.consider(labeled(seed, labeled.get(i), version));
    }
    Ranking ranking = pools.ranking(Set.of(0));
    List<Candidate> chosen =
        chooser == Chooser.SCORES
            ? ranking.best().subList(0, Math.min(wanted, ranking.best().size()))
            : new LabelQueue(MIX).first(ranking, List.of(), wanted);
    Set<LabeledImage> next = new LinkedHashSet<>();
    chosen.forEach(candidate -> next.add(byId.get(candidate.imageId())));
    return next;
  }

  private ImageView labeled(long seed, LabeledImage image, TrainedVersion version) {
    String id = id(seed, image);
    ImageClassified answer = answer(id, image, version);
    return new ImageView(id, null, List.of(answer), null, null, false)
        .relabeled(
            new ImageLabeled(
                id,
                answer.object(),
                image.label(),
                Instant.EPOCH,
                LabelSource.PERSON,
                null,
                Instant.EPOCH));
  }

  private static String id(long seed, LabeledImage image) {
    return "bench-" + seed + "-" + image.object().sha256();
  }

  /** Creates the event that the classifier would write. */
  private ImageClassified answer(String id, LabeledImage image, TrainedVersion version) {
    float[] features = photos.features(image.object().sha256());
    float[] probabilities = version.probabilities(features);
    List<Prediction> labels =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> probabilities[c]).reversed())
            .limit(TOP)
            .map(c -> new Prediction(classes.get(c), Math.min(1, probabilities[c])))
            .toList();
    return new ImageClassified(
        id,
        new ObjectRef(
            "bench", image.object().key(), image.object().size(), image.object().sha256()),
        new ModelRef("bench", 1),
        ServingRole.PRIMARY,
        labels,
        "bench",
        new Timings(0, 0, 0, 0),
        Instant.EPOCH,
        Instant.EPOCH,
        Map.of(),
        null,
        version.uncertainty(features, labels.get(0).label(), labels.get(0).probability()),
        FeatureSketch.of(projection.space(), projection.sketch(features)));
  }

  private Score score(TrainedVersion version, int labels) {
    int[] right = new int[classes.size()];
    int[] all = new int[classes.size()];
    for (LabeledImage image : judges) {
      float[] answer = version.probabilities(photos.features(image.object().sha256()));
      int best = Argmax.of(answer);
      int label = classes.indexOf(image.label());
      all[label]++;
      right[label] += best == label ? 1 : 0;
    }
    double recalls = 0;
    for (int c = 0; c < all.length; c++) {
      recalls += (double) right[c] / all[c] / all.length;
    }
    return new Score(
        labels,
        (double) IntStream.of(right).sum() / judges.size(),
        recalls,
        (double) right[rarest] / all[rarest]);
  }
}
