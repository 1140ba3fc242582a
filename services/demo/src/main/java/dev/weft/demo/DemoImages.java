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
 * What the demo draws and finds. A drawing's index says what it is for, so that none that a version
 * is asked about has ever been labeled, in whichever run on the same data.
 */
final class DemoImages {
  /** The first of those that are labeled; each serving version has its own. */
  private static final int LABELED = 200_000;

  private static final int LIVE = 700_000;
  private static final int LIVE_OF_A_VERSION = 2_000;
  private static final int PROBES = 800_000;
  private static final int UNSEEN = 900_000;
  private static final String RUN = "demo-";

  private final String run;
  private final Garments garments;

  /**
   * @param run tells the ids of this run from those of others
   * @param seed other drawings for another
   */
  DemoImages(String run, long seed) {
    this.run = run;
    this.garments = Garments.seeded(seed);
  }

  String run() {
    return run;
  }

  /** A name for a run that no other has. */
  static String newRun() {
    return RUN + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Whether a training's id is that of a run of the demo. */
  static boolean isRun(String id) {
    return id.startsWith(RUN);
  }

  /** The first {@code count} drawings; the classes take turns, here and below. */
  List<DemoImage> drawings(int count) {
    return IntStream.range(0, count).mapToObj(i -> drawing(i, "")).toList();
  }

  /**
   * Drawings that are never labeled: the same ones each time, under other ids.
   *
   * @param when tells the ids of those that are asked about before from those after
   */
  List<DemoImage> unseen(int count, String when) {
    return IntStream.range(UNSEEN, UNSEEN + count).mapToObj(i -> drawing(i, when + "-")).toList();
  }

  /**
   * Drawings that come in while a version is rolled out; they are labeled, too.
   *
   * @param number from 0
   * @param version that is rolled out
   */
  DemoImage live(int number, int version) {
    int from = Math.floorMod(version * LIVE_OF_A_VERSION, PROBES - LIVE);
    return drawing(LIVE + from + number % LIVE_OF_A_VERSION, "live-" + version + "-");
  }

  /** A drawing for each time that somebody wants to know who answers. */
  DemoImage probe(int number) {
    return drawing(PROBES + number, "probe-");
  }

  /**
   * Drawings and what they show.
   *
   * @param version that serves: a run after the next version was published has others to teach
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

  /** Drawn when its turn to be uploaded comes. */
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

  /** Photographs below a folder, with their folders' names as labels where those are classes. */
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
