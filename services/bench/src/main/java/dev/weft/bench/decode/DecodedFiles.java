package dev.weft.bench.decode;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JPEGs of one size, in memory and on disk.
 *
 * @param what description for people
 * @param width in pixels
 * @param height in pixels
 * @param paths where djpeg reads them
 * @param files their content
 */
record DecodedFiles(String what, int width, int height, List<Path> paths, List<byte[]> files) {

  private record Size(int width, int height) {}

  DecodedFiles {
    paths = List.copyOf(paths);
    files = List.copyOf(files);
  }

  /** Generates a picture and writes it to a folder. */
  static DecodedFiles generated(int width, int height, Path folder) throws IOException {
    byte[] jpeg = GrainyPicture.jpeg(width, height);
    Path file = Files.write(folder.resolve(width + "x" + height + ".jpg"), jpeg);
    return new DecodedFiles("a generated picture", width, height, List.of(file), List.of(jpeg));
  }

  /** Reads the JPEGs below a folder that have the size that most of them have. */
  static DecodedFiles of(Path folder, int most) throws IOException {
    ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
    FloatBuffer tensor = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());
    Map<Size, List<Path>> bySize = new LinkedHashMap<>();
    for (Photo photo : Photos.find(List.of(folder))) {
      byte[] file = Files.readAllBytes(photo.file());
      ImageReading reading = reader.read(file, Preprocessing.XCEPTION, tensor.clear());
      if (reading instanceof ImageReading.Read read && read.format().equals("jpeg")) {
        bySize
            .computeIfAbsent(new Size(read.width(), read.height()), size -> new ArrayList<>())
            .add(photo.file());
      }
    }
    var found =
        bySize.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "there are no JPEGs in " + folder,
                        "name a folder with photographs"));
    List<Path> paths = found.getValue().subList(0, Math.min(most, found.getValue().size()));
    List<byte[]> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(Files.readAllBytes(path));
    }
    Size size = found.getKey();
    String what = paths.size() + (paths.size() == 1 ? " photograph" : " photographs");
    return new DecodedFiles(what, size.width(), size.height(), paths, files);
  }

  /** Mean size of a file in bytes. */
  double bytes() {
    return files.stream().mapToInt(file -> file.length).average().orElse(0);
  }
}
