package dev.weft.console.photo;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.modelstore.FileDigests;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the photos in files and folders, in the order of their names. */
public final class Photos {
  private Photos() {}

  /** Receives what cannot be read below a folder. */
  @FunctionalInterface
  public interface Skipped {
    /**
     * @param path the file or folder
     * @param why the reason, for people
     */
    void skip(Path path, String why);
  }

  /**
   * As {@link #find(List, Skipped)}, for callers that need every photo.
   *
   * @throws CliException also if anything below a folder cannot be read
   */
  public static List<Photo> find(List<Path> paths) {
    return find(
        paths,
        (path, why) -> {
          throw unreadable(path + " " + why, null);
        });
  }

  /**
   * Walks folders recursively, following links. Hidden files and folders are left out; every other
   * file counts as a photo until the server has checked its content. A file that several paths lead
   * to is found once, by the first.
   *
   * @param skipped receives the subfolders and files that cannot be read, which are left out too
   * @throws CliException if a path does not exist or cannot be read
   */
  public static List<Photo> find(List<Path> paths, Skipped skipped) {
    Map<Path, Photo> photos = new LinkedHashMap<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        walk(path, skipped).forEach(photo -> photos.putIfAbsent(absolute(photo.file()), photo));
      } else if (Files.exists(path)) {
        photos.putIfAbsent(absolute(path), new Photo(path, path.toString(), parentName(path)));
      } else {
        throw new CliException(
            ExitCode.USAGE, "no such file or folder: " + path, "check the spelling of the path");
      }
    }
    return List.copyOf(photos.values());
  }

  /**
   * Finds photos of each folder in turn, in the order of the files' digests, which is arbitrary but
   * the same for the same files.
   *
   * @param most the most photos to return
   * @throws CliException if the path does not exist or a file cannot be read
   */
  public static List<Photo> inTurn(Path folder, int most) {
    Map<Photo, String> digests = new HashMap<>();
    find(List.of(folder)).forEach(photo -> digests.put(photo, digest(photo)));
    Map<String, Integer> taken = new HashMap<>();
    Map<Photo, Integer> turns = new HashMap<>();
    List<Photo> shuffled =
        digests.keySet().stream()
            .sorted(Comparator.<Photo, String>comparing(digests::get).thenComparing(Photo::name))
            .toList();
    shuffled.forEach(photo -> turns.put(photo, taken.merge(photo.folder(), 1, Integer::sum)));
    return shuffled.stream().sorted(Comparator.comparing(turns::get)).limit(most).toList();
  }

  private static String digest(Photo photo) {
    try {
      return FileDigests.of(photo.file()).sha256();
    } catch (IOException e) {
      throw unreadable("cannot read " + photo.file() + ": " + FileFault.of(e), e);
    }
  }

  private static CliException unreadable(String message, Exception cause) {
    return new CliException(ExitCode.USAGE, message, "check its permissions", cause);
  }

  private static List<Photo> walk(Path root, Skipped skipped) {
    List<Photo> photos = new ArrayList<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(root) && isHidden(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
              photos.add(new Photo(file, root.relativize(file).toString(), parentName(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (path.equals(root)) {
              throw e;
            }
            skipped.skip(path, "cannot be read: " + FileFault.of(e));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
          }
        };
    try {
      Files.walkFileTree(
          root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw unreadable("cannot read the folder " + root + ": " + FileFault.of(e), e);
    }
    photos.sort(Comparator.comparing(Photo::name));
    return photos;
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String parentName(Path file) {
    Path parent = absolute(file).getParent();
    return parent == null || parent.getFileName() == null ? "" : parent.getFileName().toString();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
