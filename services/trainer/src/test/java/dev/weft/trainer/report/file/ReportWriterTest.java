package dev.weft.trainer.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.ProportionInterval;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.Reports;
import dev.weft.trainer.report.picture.CalibrationPicture;
import dev.weft.trainer.report.picture.CurvesPicture;
import dev.weft.trainer.report.picture.ReportPicture;
import dev.weft.trainer.report.picture.Sheet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {
  private static final String[] PICTURES = {
    "curves.png", "confusion.png", "classes.png", "calibration.png"
  };

  @TempDir private Path directory;

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("report.json").toFile());
  }

  private void assertDrawn(List<Path> files, String... names) throws IOException {
    assertThat(files.get(0)).hasFileName("report.json");
    assertThat(files.subList(1, files.size()))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(names);
    for (Path file : files.subList(1, files.size())) {
      assertThat(ink(file)).as(file + " has ink").isBetween(0.01, 0.6);
    }
    assertThat(json().get("pictures")).hasSize(names.length);
    assertThat(json().get("picturesMissing").isNull()).isTrue();
  }

  /** Share of the pixels that are not white. */
  private static double ink(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int[] dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(dots).filter(dot -> dot != 0xFFFFFFFF).count() / (double) dots.length;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 20, 45})
  void drawsFourPicturesOfFewAndOfManyClasses(int classes) throws IOException {
    Report report = Reports.whole(classes, classes * 30).build();

    assertDrawn(ReportWriter.write(report, directory), PICTURES);
  }

  @Test
  void drawsAtTwoDotsToAPixel() throws IOException {
    ReportWriter.write(Reports.whole(10, 460).build(), directory);

    BufferedImage curves = ImageIO.read(directory.resolve("curves.png").toFile());
    assertThat(curves.getWidth()).isEqualTo(2 * CurvesPicture.WIDTH);
    assertThat(curves.getHeight()).isEqualTo(2 * CurvesPicture.HEIGHT);
    BufferedImage calibration = ImageIO.read(directory.resolve("calibration.png").toFile());
    assertThat(calibration.getWidth()).isEqualTo(2 * CalibrationPicture.WIDTH);
    assertThat(calibration.getHeight()).isEqualTo(2 * CalibrationPicture.HEIGHT);
  }

  @Test
  void drawsWhatThereIsOfAFirstVersionWithoutFineTunePhase() throws IOException {
    TrainingDataset dataset = Reports.dataset(Reports.classes(10), 460);
    Report report =
        Reports.bare(dataset, List.of())
            .fineTune(History.EMPTY)
            .judged(Judged.FROZEN_HEAD, null, Reports.evaluation(dataset, dataset.classes(), 4, 1))
            .build();

    assertDrawn(ReportWriter.write(report, directory), PICTURES);
  }

  @Test
  void drawsOnlyCurvesOfWhatWasNotJudged() throws IOException {
    Report report = Reports.bare(Reports.dataset(Reports.classes(3), 30), List.of()).build();

    assertDrawn(ReportWriter.write(report, directory), "curves.png");
  }

  @Test
  void drawsAroundFiguresThatAreNotFinite() throws IOException {
    Evaluation nothing =
        new Evaluation(
            0,
            Double.NaN,
            ProportionInterval.of(0, 0),
            Double.NaN,
            Double.NaN,
            Double.NaN,
            List.of(new Evaluation.ClassFigures("dress", 0, null, null, null)),
            List.of(List.of(0)),
            List.of(new Evaluation.Bin(1, Double.NaN, Double.NaN)),
            List.of(),
            List.of());
    History wild =
        History.EMPTY
            .and(new Epoch(1, Double.NaN, null, Double.NaN, Double.NaN, 1))
            .and(new Epoch(2, 1e300, 2.0, Double.POSITIVE_INFINITY, -1, 1));
    Report report =
        Reports.bare(Reports.dataset(Reports.classes(3), 30), List.of())
            .freeze(wild)
            .fineTune(History.EMPTY.and(new Epoch(0, null, null, 0, 1, 1)))
            .judged(Judged.FROZEN_HEAD, null, nothing)
            .build();

    assertDrawn(ReportWriter.write(report, directory), PICTURES);
  }

  @Test
  void doesWithoutPicturesThatCannotBeDrawn() throws IOException {
    var fonts = new RuntimeException("Fontconfig head is null");
    List<ReportPicture> pictures =
        List.of(
            new ReportPicture(
                "one.png",
                report -> true,
                report -> {
                  throw new InternalError(new IllegalStateException(fonts));
                }),
            new ReportPicture("two.png", report -> true, report -> new Sheet(10, 10)),
            new ReportPicture(
                "three.png",
                report -> true,
                report -> {
                  throw new NoClassDefFoundError("could not initialise");
                }));

    List<Path> files = ReportWriter.write(Reports.whole(2, 40).build(), directory, pictures);

    assertThat(files)
        .containsExactly(directory.resolve("report.json"), directory.resolve("two.png"));
    assertThat(json().get("pictures")).hasSize(1);
    assertThat(json().get("picturesMissing").asText())
        .isEqualTo(
            "one.png, three.png could not be drawn: Fontconfig head is null; drawing requires"
                + " fontconfig and a font on the machine");
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");

    assertThatThrownBy(() -> ReportWriter.write(Reports.whole(2, 40).build(), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }
}
