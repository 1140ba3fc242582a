package dev.weft.cli.create;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.label.Labeler;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.PhotoBytes;
import dev.weft.console.photo.Photos;
import dev.weft.console.terminal.Progress;
import dev.weft.events.label.Label;
import dev.weft.imaging.ImageFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Photographs in folders, one folder per class. Unusable files are left out, each with a reason.
 *
 * @param photographs the photographs with their labels, without repetitions
 * @param classes number of photographs by class
 * @param leftOut left-out files with reasons
 * @param remarks remarks on files that may have been interpreted differently than intended
 */
record ClassFolders(
    List<LabelEntry> photographs,
    SortedMap<String, Integer> classes,
    List<String> leftOut,
    List<String> remarks) {

  private static final int FEWEST_CLASSES = 2;

  /**
   * Reads all files.
   *
   * @throws CliException if there are fewer than two classes with photographs
   */
  static ClassFolders read(Path root, Progress progress) {
    if (!Files.isDirectory(root)) {
      throw usage(
          Files.exists(root) ? root + " is not a folder" : root + " does not exist",
          "the folder must contain one folder per class, such as photos/polo/ and photos/hoodie/");
    }
    return new Reading(root).read(progress);
  }

  private static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }

  /** A usable photograph, unless it is also in another class's folder. */
  private record Found(Photo photo, String label) {}

  private static final class Reading {
    private final Path root;
    private final Map<String, List<Found>> byBytes = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int read;

    Reading(Path root) {
      this.root = root;
    }

    ClassFolders read(Progress progress) {
      List<Path> folders = new ArrayList<>();
      for (Path entry : entries(root)) {
        if (!Files.isDirectory(entry)) {
          leftOut.add(entry.getFileName() + ": is not in the folder of a class");
        } else if (Files.isReadable(entry)) {
          folders.add(entry);
        } else {
          leftOut.add(entry.getFileName() + "/: cannot be read: permission denied");
        }
      }
      if (folders.isEmpty()) {
        throw usage(
            root + " does not contain any folders, whose names would be the classes",
            "put the photographs of each class into a separate folder, such as "
                + root.resolve("polo")
                + " and "
                + root.resolve("hoodie"));
      }
      Map<Path, List<Photo>> photos = new LinkedHashMap<>();
      folders.forEach(folder -> photos.put(folder, Photos.find(List.of(folder), this::skip)));
      int total = photos.values().stream().mapToInt(List::size).sum();
      photos.forEach((folder, found) -> read(folder, found, total, progress));
      return result();
    }

    private static List<Path> entries(Path root) {
      try (Stream<Path> entries = Files.list(root)) {
        return entries
            .filter(entry -> !entry.getFileName().toString().startsWith("."))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw usage("cannot read the folder " + root + ": " + FileFault.of(e), "");
      }
    }

    private void skip(Path path, String why) {
      leftOut.add(root.relativize(path) + ": " + why);
    }

    private void read(Path folder, List<Photo> photos, int total, Progress progress) {
      String label = folder.getFileName().toString();
      try {
        Label.require(label);
      } catch (IllegalArgumentException e) {
        leftOut.add(
            label + "/: the name of the folder is not a valid class name: " + e.getMessage());
        return;
      }
      if (photos.isEmpty()) {
        leftOut.add(label + "/: the folder is empty");
        return;
      }
      if (photos.stream().anyMatch(photo -> Path.of(photo.name()).getNameCount() > 1)) {
        remarks.add("photographs in the subfolders of " + label + "/ are labeled " + label);
      }
      for (Photo photo : photos) {
        read(photo, label);
        progress.update(++read, total, "");
      }
    }

    private void read(Photo photo, String label) {
      try {
        byte[] bytes = PhotoBytes.read(photo.file());
        String shown = root.relativize(photo.file()).toString();
        ImageFormats.refusal(bytes)
            .ifPresentOrElse(
                why -> leftOut.add(shown + ": " + advised(why)),
                () ->
                    byBytes
                        .computeIfAbsent(Labeler.id(bytes), id -> new ArrayList<>())
                        .add(new Found(photo, label)));
      } catch (IOException e) {
        leftOut.add(root.relativize(photo.file()) + ": cannot be read: " + FileFault.of(e));
      }
    }

    /** Replaces a description of the bytes by advice for formats that phones write. */
    private static String advised(String why) {
      if (why.startsWith("the file begins with")) {
        return "is not an image";
      }
      return why.startsWith("HEI") || why.startsWith("MIF") || why.startsWith("AVIF")
          ? why + "; export it as JPEG"
          : why;
    }

    private ClassFolders result() {
      List<LabelEntry> photographs = new ArrayList<>();
      SortedMap<String, Integer> classes = new TreeMap<>();
      byBytes.values().forEach(same -> take(same, photographs, classes));
      if (classes.size() < FEWEST_CLASSES) {
        throw usage(
            "a model needs at least two classes, but %s has photographs of %s"
                .formatted(root, classes.isEmpty() ? "none" : "only one, " + classes.firstKey()),
            leftOut.isEmpty() ? "add a folder for another class" : "skipped: " + leftOut.get(0));
      }
      return new ClassFolders(
          List.copyOf(photographs), classes, List.copyOf(leftOut), List.copyOf(remarks));
    }

    private void take(
        List<Found> same, List<LabelEntry> photographs, SortedMap<String, Integer> classes) {
      Found first = same.get(0);
      List<String> labels = same.stream().map(Found::label).distinct().toList();
      if (labels.size() > 1) {
        leftOut.add(
            "%s: the same photograph is in %s; it is not used until it is in only one of them"
                .formatted(shown(first), String.join(" and ", labels)));
        return;
      }
      same.stream()
          .skip(1)
          .forEach(
              copy ->
                  leftOut.add(
                      shown(copy) + ": the same photograph as " + shown(first) + ", used once"));
      photographs.add(LabelEntry.ofFile(shown(first), first.photo().file(), first.label(), null));
      classes.merge(first.label(), 1, Integer::sum);
    }

    private String shown(Found found) {
      return root.relativize(found.photo().file()).toString();
    }
  }
}
