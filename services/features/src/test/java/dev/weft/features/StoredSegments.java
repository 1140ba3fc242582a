package dev.weft.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** Segments in the cache directories of machines. */
public final class StoredSegments {
  private StoredSegments() {}

  /** Whether a segment below a directory has a record of an image. */
  public static boolean hold(Path directory, String sha256) throws IOException {
    var image = Set.of(FeatureKey.image(sha256));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Segment.map(file).holdsAny(image)) {
          return true;
        }
      }
    }
    return false;
  }
}
