package dev.weft.chaos.workload;

import java.time.Duration;

/**
 * What clients do, and how much of it.
 *
 * @param model that images, labels, trainings and rollouts are for
 * @param clients that upload at the same time
 * @param imagesPerSecond of all clients together
 * @param labels share of the acknowledged images that are labeled, 0..1
 * @param relabels share of the labeled images whose label is said anew or taken back, 0..1
 * @param conflicts share of the uploads that two clients make at once with one key and different
 *     bytes, 0..1
 * @param trainings time between requests for a training; zero for none
 * @param rollouts time between orders about versions; zero for none
 */
public record Mix(
    String model,
    int clients,
    double imagesPerSecond,
    double labels,
    double relabels,
    double conflicts,
    Duration trainings,
    Duration rollouts) {

  public Mix {
    if (clients < 1 || !(imagesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "clients and images per second must be positive, but are %d and %s"
              .formatted(clients, imagesPerSecond));
    }
    share("labels", labels);
    share("relabels", relabels);
    share("conflicts", conflicts);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in 0..1, but is " + value);
    }
  }
}
