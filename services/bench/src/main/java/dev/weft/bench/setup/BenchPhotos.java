package dev.weft.bench.setup;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.testsupport.garments.Garments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The images of a benchmark, in memory, the same for each part.
 *
 * @param what description for people
 * @param files encoded images
 */
public record BenchPhotos(String what, List<byte[]> files) {
  private static final long SEED = 1;

  public BenchPhotos {
    files = List.copyOf(files);
  }

  /** Generates drawings, for machines without photographs. */
  public static BenchPhotos drawn(int count) {
    List<byte[]> files = new ArrayList<>();
    Garments garments = Garments.seeded(SEED);
    for (int i = 0; i < count; i++) {
      files.add(garments.draw(i).jpeg());
    }
    return new BenchPhotos(count + " drawings", files);
  }

  /**
   * Reads photographs below a folder, drawn at random with a fixed seed and repeated if there are
   * fewer than {@code count}.
   */
  public static BenchPhotos of(Path folder, int count) {
    List<Photo> photos = new ArrayList<>(Photos.find(List.of(folder)));
    if (photos.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "there are no files in " + folder, "specify a folder with photographs");
    }
    Collections.shuffle(photos, new Random(SEED));
    List<byte[]> files = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        files.add(Files.readAllBytes(photos.get(i % photos.size()).file()));
      }
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read a photograph: " + e, "", e);
    }
    return new BenchPhotos(count + " photographs of " + folder, files);
  }

  long bytes() {
    return files.stream().mapToLong(file -> file.length).sum();
  }
}
