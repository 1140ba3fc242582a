package dev.weft.cli.server;

import dev.weft.cli.publish.Labels;
import dev.weft.cli.publish.Photo;
import dev.weft.cli.publish.Photos;
import dev.weft.testsupport.garments.Garments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What the demo publishes: drawings first, then the photographs that were given. */
final class DemoImages {
  private final String run;

  /**
   * @param run tells the ids of this run from those of others
   */
  DemoImages(String run) {
    this.run = run;
  }

  /** The first {@code count} drawings of a seed; the classes take turns. */
  List<DemoImage> drawings(int count, long seed) {
    Garments garments = Garments.seeded(seed);
    return IntStream.range(0, count).mapToObj(i -> drawing(garments, i)).toList();
  }

  /** Drawn when its turn to be uploaded comes. */
  private DemoImage drawing(Garments garments, int index) {
    String label = Garments.LABELS.get(index % Garments.LABELS.size());
    String name = "%s-%04d".formatted(label, index);
    String id = run + "-" + name;
    return new DemoImage(
        id,
        "drawing " + name,
        Optional.of(label),
        true,
        (client, tags) -> client.upload(garments.draw(index).jpeg(), id, tags));
  }

  /** Photographs below a folder, with their folders' names as labels where those are classes. */
  List<DemoImage> photographs(Path folder, Set<String> classes) {
    List<Photo> photos = Photos.find(List.of(folder));
    List<Optional<String>> labels = Labels.AUTO.of(photos, classes);
    List<DemoImage> images = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      Photo photo = photos.get(i);
      String id = run + "-photo-" + i;
      images.add(
          new DemoImage(
              id,
              photo.name(),
              labels.get(i),
              false,
              (client, tags) -> client.upload(photo.file(), id, tags)));
    }
    return images;
  }
}
