package dev.weft.demo;

import dev.weft.client.Upload;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.console.publish.FolderLabelMode;
import dev.weft.testsupport.garments.Garments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Drawings and photographs of the demo. A drawing's index determines its purpose, so that drawings
 * on which versions are evaluated are never labeled in any run on the same data.
 */
final class DemoImages {
  /** Index of the first labeled drawing; each serving version has its own range. */
  private static final int LABELED = 200_000;

  private static final int LIVE = 700_000;
  private static final int LIVE_OF_A_VERSION = 2_000;
  private static final int PROBES = 800_000;
  private static final int UNSEEN = 900_000;
  private static final String RUN = "demo-";

  private final String run;
  private final Garments garments;

  /**
   * @param run distinguishes the ids of this run from others
   * @param seed the seed of the drawings
   */
  DemoImages(String run, long seed) {
    this.run = run;
    this.garments = Garments.seeded(seed);
  }

  String run() {
    return run;
  }

  /** Returns a unique name for a run. */
  static String newRun() {
    return RUN + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Whether a training's id belongs to a run of the demo. */
  static boolean isRun(String id) {
    return id.startsWith(RUN);
  }

  /** Returns the first {@code count} drawings, with the classes in turn. */
  List<DemoImage> drawings(int count) {
    return IntStream.range(0, count).mapToObj(i -> drawing(i, "")).toList();
  }

  /**
   * Returns drawings that are never labeled: the same ones each time, with different ids.
   *
   * @param when distinguishes the ids before and after the training
   */
  List<DemoImage> unseen(int count, String when) {
    return IntStream.range(UNSEEN, UNSEEN + count).mapToObj(i -> drawing(i, when + "-")).toList();
  }

  /**
   * Returns a drawing that arrives during a rollout; it is labeled too.
   *
   * @param number its number, from 0
   * @param version the version that is rolled out
   */
  DemoImage live(int number, int version) {
    int from = Math.floorMod(version * LIVE_OF_A_VERSION, PROBES - LIVE);
    return drawing(LIVE + from + number % LIVE_OF_A_VERSION, "live-" + version + "-");
  }

  /** Returns a drawing for finding out which version answers. */
  DemoImage probe(int number) {
    return drawing(PROBES + number, "probe-");
  }

  /**
   * Returns labeled drawings.
   *
   * @param version the serving version: each one has other drawings to train on
   */
  List<LabelEntry> labeled(int count, int version) {
    int from = LABELED + Math.floorMod((long) version * count, LIVE - LABELED - count);
    return IntStream.range(from, from + count)
        .mapToObj(
            i ->
                LabelEntry.ofPicture(
                    "drawing " + name(i),
                    run + "-labeled-" + name(i),
                    () -> garments.draw(i).jpeg(),
                    label(i)))
        .toList();
  }

  /** Drawn on demand, when it is uploaded. */
  private DemoImage drawing(int index, String purpose) {
    String id = run + "-" + purpose + name(index);
    return new DemoImage(
        id,
        "drawing " + name(index),
        Optional.of(label(index)),
        true,
        () -> Upload.of(garments.draw(index).jpeg()));
  }

  private static String label(int index) {
    return Garments.LABELS.get(index % Garments.LABELS.size());
  }

  private static String name(int index) {
    return "%s-%04d".formatted(label(index), index);
  }

  /** Returns photographs below a folder, labeled with their folders' names if those are classes. */
  List<DemoImage> photographs(Path folder, Set<String> classes) {
    List<Photo> photos = Photos.find(List.of(folder));
    List<Optional<String>> labels = FolderLabelMode.AUTO.of(photos, classes);
    List<DemoImage> images = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      Photo photo = photos.get(i);
      String id = run + "-photo-" + i;
      images.add(
          new DemoImage(id, photo.name(), labels.get(i), false, () -> Upload.of(photo.file())));
    }
    return images;
  }
}
