package dev.weft.rollout.measure;

import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.START;
import static dev.weft.rollout.measure.Events.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import dev.weft.testsupport.DiskUsage;
import dev.weft.testsupport.LineChart;
import dev.weft.testsupport.LineChart.Panel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the state of one partition's measurement while many times the number of images that it
 * remembers passes through, during a rollout that never ends. Images are remembered for minutes of
 * its own clock. {@code -Dweft.measure.images=1000000 -Dweft.measure.minutes=5} computes and prints
 * the figures of docs/scaling.md; {@code -Dweft.measure.chart=FILE} draws them, also those of a run
 * that is ended early.
 */
class ManyImagesTest {

  private static final int IMAGES = Integer.getInteger("weft.measure.images", 2_000);

  /** Images per second, such that a minute has at most a sixteenth of all images. */
  private static final int A_SECOND = Math.min(50, IMAGES / 1_000);

  private static final Duration KEPT =
      Duration.ofMinutes(Integer.getInteger("weft.measure.minutes", 1));
  private static final int SAMPLES = IMAGES < 100_000 ? 10 : 50;

  @TempDir Path dir;

  /**
   * @param restoreSeconds processor time to write the state into empty stores, as a restoration
   *     from compacted changelogs does
   */
  private record Sample(
      int images,
      long kept,
      long cells,
      long diskBytes,
      long heapBytes,
      double seconds,
      double restoreSeconds) {}

  @Test
  void whatIsKeptDoesNotGrowWithWhatHasCome() {
    List<Sample> samples = new ArrayList<>();
    Path stores = dir.resolve("measures");
    try (ProcessedMeasures measures =
        new ProcessedMeasures(stores, new Windows(Duration.ofSeconds(10), KEPT), START)) {
      long begun = System.nanoTime();
      for (int i = 1; i <= IMAGES; i++) {
        image(measures, i);
        if (i % A_SECOND == 0) {
          measures.pass(Duration.ofSeconds(1));
        }
        if (i % (IMAGES / SAMPLES) == 0) {
          double seconds = (System.nanoTime() - begun) / 1e9;
          Sample sample = sample(i, measures, DiskUsage.of(stores), seconds);
          print(sample);
          samples.add(sample);
          draw(samples);
          begun = System.nanoTime();
        }
      }
      assertThat(
              measures
                  .measurements()
                  .figures(ONE, EnumSet.allOf(ServingRole.class), START)
                  .images())
          .as("in memory, too, only what is kept is counted")
          .isPositive()
          .isLessThanOrEqualTo(2 * A_SECOND * KEPT.toSeconds());
    }

    // A store drops segments, which are as long as half of its retention but at least a minute.
    long most = 3 * A_SECOND * KEPT.toSeconds();
    assertThat(samples).allSatisfy(each -> assertThat(each.kept()).isLessThanOrEqualTo(most));
    Sample middle = samples.get(SAMPLES / 2);
    Sample last = samples.get(SAMPLES - 1);
    assertThat(last.cells()).isLessThanOrEqualTo(middle.cells() * 2);
  }

  /**
   * A tenth is answered by a canary, of the others a fifth is classified by a shadow, too; a
   * twentieth is labeled, and a hundredth is erased.
   */
  private static void image(ProcessedMeasures measures, int i) {
    String id = "image-" + i;
    boolean byCanary = i % 10 == 9;
    measures.publish(
        byCanary
            ? classified(measures, i, TWO, ServingRole.CANARY)
            : classified(measures, i, ONE, ServingRole.PRIMARY));
    if (i % 5 == 0) {
      measures.publish(classified(measures, i, TWO, ServingRole.SHADOW));
    }
    if (i % 20 == 0) {
      measures.publish(Events.labeled(id, "label-" + i % 7, measures.now()));
    }
    if (i % 100 == 0) {
      measures.publish(new ImageErased(id, null, ErasureSource.REQUEST, null, measures.now()));
    }
  }

  /** An answer with one of a thousand latencies. */
  private static ImageClassified classified(
      ProcessedMeasures measures, int i, ModelRef model, ServingRole role) {
    ImageClassified answer =
        Events.classified("image-" + i, model, role, "label-" + i % 10, measures.now());
    return new ImageClassified(
        answer.imageId(),
        answer.object(),
        answer.model(),
        answer.role(),
        answer.predictions(),
        answer.engine(),
        new Timings(0.1, 0.1, 0.05 + i % 1_000 / 1e4, 0.1),
        answer.uploadedAt().minusMillis(i % 1_000),
        answer.classifiedAt(),
        answer.tags(),
        null,
        null,
        null);
  }

  private Sample sample(int images, ProcessedMeasures measures, long diskBytes, double seconds) {
    // The time of day would show what else the machine does.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begun = clock.getCurrentThreadCpuTime();
    measures.copyTo(dir.resolve("restored-" + images));
    double restoreSeconds = (clock.getCurrentThreadCpuTime() - begun) / 1e9;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Sample(
        images,
        measures.images(),
        measures.cells(),
        diskBytes,
        runtime.totalMemory() - runtime.freeMemory(),
        seconds,
        restoreSeconds);
  }

  private static void draw(List<Sample> samples) {
    String chart = System.getProperty("weft.measure.chart");
    if (chart != null) {
      LineChart.write(
          Path.of(chart),
          "State of the rollout service while images pass through",
          of(samples, each -> each.images() / 1e6),
          "images that have come, in millions",
          List.of(
              new Panel("images that are remembered", of(samples, Sample::kept)),
              new Panel("windows of versions", of(samples, Sample::cells)),
              new Panel("on disk, in MB", of(samples, each -> each.diskBytes() / 1e6)),
              new Panel("heap, in MB", of(samples, each -> each.heapBytes() / 1e6)),
              new Panel(
                  "to write it into empty stores, in seconds of a processor",
                  of(samples, Sample::restoreSeconds))));
    }
  }

  private static double[] of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).toArray();
  }

  private static void print(Sample sample) {
    System.out.printf(
        "%d images\t%d kept\t%d windows\t%.1f MB of disk\t%.1f MB of heap\t%.1f s\t%.2f s to"
            + " restore%n",
        sample.images(),
        sample.kept(),
        sample.cells(),
        sample.diskBytes() / 1e6,
        sample.heapBytes() / 1e6,
        sample.seconds(),
        sample.restoreSeconds());
  }
}
