package dev.weft.trainer.report.picture;

import dev.weft.trainer.report.Report;
import java.awt.AWTError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The pictures of a report.
 *
 * @param drawn their file names
 * @param missing why others were not drawn, for people; null if none is missing
 */
public record Album(List<String> drawn, String missing) {
  private static final System.Logger LOG = System.getLogger(Album.class.getName());
  private static final String HEADLESS = "java.awt.headless";

  /**
   * Draws the pictures. Failures are recorded rather than thrown: they must not fail a training.
   */
  public static Album draw(Report report, Path directory, List<ReportPicture> pictures) {
    if (System.getProperty(HEADLESS) == null) {
      System.setProperty(HEADLESS, "true");
    }
    List<String> drawn = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Throwable first = null;
    for (ReportPicture picture : pictures) {
      if (picture.needed().test(report)) {
        try {
          Files.write(directory.resolve(picture.file()), picture.drawing().draw(report).png());
          drawn.add(picture.file());
        } catch (RuntimeException | IOException | LinkageError | InternalError | AWTError e) {
          // The first error names the cause; later ones only say that a class could not be
          // initialised.
          first = first == null ? e : first;
          failed.add(picture.file());
        }
      }
    }
    if (first != null) {
      LOG.log(System.Logger.Level.WARNING, "cannot draw " + failed, first);
    }
    return new Album(drawn, first == null ? null : sentence(failed, first));
  }

  private static String sentence(List<String> failed, Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String advice =
        failure instanceof Error ? "; drawing requires fontconfig and a font on the machine" : "";
    return "%s could not be drawn: %s%s".formatted(String.join(", ", failed), why, advice);
  }
}
