package dev.weft.bench.labeling;

import dev.weft.events.ModelRef;
import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.labels.CandidatePools;
import dev.weft.gateway.labels.LabelQueue;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.labels.LocalRanking;
import dev.weft.gateway.labels.Ranking;
import dev.weft.gateway.views.ImageView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Processing times of the label queue, as medians.
 *
 * @param images number of ranked images
 * @param rankMillis milliseconds for ranking them after they are read
 * @param boundedMillis milliseconds for choosing 200 images from the gateway's bounded pools
 * @param unboundedMillis milliseconds for choosing 200 images if all images were in the pools
 */
record QueueCost(int images, double rankMillis, double boundedMillis, double unboundedMillis) {
  private static final int IMAGES = 10_000;
  private static final int PLACES = 200;
  private static final int ROUNDS = 9;

  static QueueCost measure() {
    Random random = new Random(1);
    List<ImageView> views = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      views.add(view("cost-" + i, random));
    }
    double[] rank = new double[ROUNDS];
    double[] bounded = new double[ROUNDS];
    double[] unbounded = new double[ROUNDS];
    LabelQueue queue = new LabelQueue(LabelingRun.MIX);
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      Ranking ranking = ranking(views, Labels.MAX_RANKED);
      rank[round] = (System.nanoTime() - began) / 1e6;
      began = System.nanoTime();
      queue.first(ranking, List.of(), PLACES);
      bounded[round] = (System.nanoTime() - began) / 1e6;
      Ranking all = ranking(views, IMAGES);
      began = System.nanoTime();
      queue.first(all, List.of(), PLACES);
      unbounded[round] = (System.nanoTime() - began) / 1e6;
    }
    return new QueueCost(IMAGES, median(rank), median(bounded), median(unbounded));
  }

  private static Ranking ranking(List<ImageView> views, int limit) {
    CandidatePools pools =
        new CandidatePools(model -> Optional.empty(), limit, LocalRanking.MOST_LABELED);
    views.forEach(pools::consider);
    return pools.ranking(Set.of(0));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static ImageView view(String id, Random random) {
    byte[] sketch = new byte[64];
    random.nextBytes(sketch);
    double first = 0.3 + 0.7 * random.nextDouble();
    ImageClassified answer =
        new ImageClassified(
            id,
            new ObjectRef("bench", id, 1, "%064x".formatted(random.nextLong() & Long.MAX_VALUE)),
            new ModelRef("bench", 1),
            ServingRole.PRIMARY,
            List.of(new Prediction("hat", first), new Prediction("shirt", (1 - first) / 2)),
            "bench",
            new Timings(0, 0, 0, 0),
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            null,
            null,
            FeatureSketch.of("0123456789abcdef", sketch));
    return new ImageView(id, null, List.of(answer), null, null, false);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "the queue: %,d answers are ranked in %.0f ms, and %d places given in %.0f ms;"
            + " in %.0f ms if all were candidates",
        images,
        rankMillis,
        PLACES,
        boundedMillis,
        unboundedMillis);
  }
}
