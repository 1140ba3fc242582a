package dev.weft.chaos.workload;

import java.time.Duration;

/**
 * The clients' workload.
 *
 * @param model the model of images, labels, trainings and rollouts
 * @param clients number of concurrently uploading clients
 * @param imagesPerSecond rate of all clients together
 * @param labels share of the acknowledged images that are labeled, 0..1
 * @param relabels share of the labeled images whose label is changed or removed, 0..1
 * @param conflicts share of the uploads that two clients make concurrently with one key and
 *     different bytes, 0..1
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
      throw new IllegalArgumentException(name + " must be between 0 and 1, but is " + value);
    }
  }
}
