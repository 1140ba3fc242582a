package dev.weft.trainer.report.file;

import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.picture.Album;
import dev.weft.trainer.report.picture.ReportPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a report as files: {@code report.json} and pictures. A picture that cannot be drawn, for
 * example because there are no fonts, is left out, and the JSON says why.
 */
public final class ReportWriter {
  static final String JSON = "report.json";

  private ReportWriter() {}

  /**
   * Writes the files, replacing existing ones. Makes AWT headless unless {@code java.awt.headless}
   * is set. Drawing takes at most some 100 MB.
   *
   * @param directory created if missing
   * @return the files, {@code report.json} first
   * @throws UncheckedIOException if {@code report.json} cannot be written
   */
  public static List<Path> write(Report report, Path directory) {
    return write(report, directory, ReportPicture.all());
  }

  static List<Path> write(Report report, Path directory, List<ReportPicture> pictures) {
    try {
      Files.createDirectories(directory);
      Album album = Album.draw(report, directory, pictures);
      Path json = directory.resolve(JSON);
      ReportJson.write(report.withPictures(album.drawn(), album.missing()), json);
      List<Path> files = new ArrayList<>();
      files.add(json);
      album.drawn().forEach(file -> files.add(directory.resolve(file)));
      return List.copyOf(files);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + directory, e);
    }
  }
}
