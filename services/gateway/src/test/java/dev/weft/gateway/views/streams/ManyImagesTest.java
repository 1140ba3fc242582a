package dev.weft.gateway.views.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.testsupport.DiskUsage;
import dev.weft.testsupport.LineChart;
import dev.weft.testsupport.LineChart.Panel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures the size of one partition's views while many times the number of images that they keep
 * passes through. Uploads and their results are kept for minutes of the views' own clock. {@code
 * -Dweft.views.images=1000000 -Dweft.views.minutes=5} computes and prints the figures of
 * docs/scaling.md; {@code -Dweft.views.chart=FILE} draws them, also those of a run that is ended
 * early.
 */
class ManyImagesTest {

  private static final int IMAGES = Integer.getInteger("weft.views.images", 5_000);

  /** Images per second, such that a minute has at most a sixteenth of all images. */
  private static final int A_SECOND = Math.min(50, IMAGES / 1_000);

  private static final Duration KEPT =
      Duration.ofMinutes(Integer.getInteger("weft.views.minutes", 1));
  private static final int SAMPLES = IMAGES < 100_000 ? 10 : 50;

  @TempDir Path dir;

  /**
   * @param seconds time for the images since the previous sample
   * @param restoreSeconds processor time to write the kept views into empty stores, as a restore
   *     from compacted changelogs does
   */
  private record Sample(
      int images,
      long kept,
      long indexEntries,
      long diskBytes,
      long heapBytes,
      double seconds,
      double restoreSeconds) {}

  @Test
  void whatIsKeptDoesNotGrowWithWhatHasCome() {
    List<Sample> samples = new ArrayList<>();
    Path stores = dir.resolve("views");
    try (ProcessedViews views =
        new ProcessedViews(stores, new ViewRetention(KEPT, null), TestViews.START)) {
      long begun = System.nanoTime();
      for (int i = 1; i <= IMAGES; i++) {
        String id = "image-" + i;
        views.publish(Events.uploaded(id, i), views.now());
        views.publish(Events.classified(id, "label-" + i % 10, i), views.now());
        if (i % A_SECOND == 0) {
          views.pass(Duration.ofSeconds(1));
        }
        if (i % (IMAGES / SAMPLES) == 0) {
          double seconds = (System.nanoTime() - begun) / 1e9;
          Sample sample = sample(i, views, DiskUsage.of(stores), seconds);
          print(sample);
          samples.add(sample);
          draw(samples);
          begun = System.nanoTime();
        }
      }
    }

    long most = A_SECOND * (KEPT.toSeconds() + 1);
    assertThat(samples).allSatisfy(each -> assertThat(each.kept()).isLessThanOrEqualTo(most));
    Sample middle = samples.get(SAMPLES / 2);
    Sample last = samples.get(SAMPLES - 1);
    assertThat(last.indexEntries()).isLessThanOrEqualTo(middle.indexEntries() * 11 / 10);
  }

  private Sample sample(int images, ProcessedViews views, long diskBytes, double seconds) {
    // The time of day would show what else the machine does.
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begun = clock.getCurrentThreadCpuTime();
    long indexEntries = views.copyTo(dir.resolve("restored-" + images));
    double restoreSeconds = (clock.getCurrentThreadCpuTime() - begun) / 1e9;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Sample(
        images,
        views.reader().count(new ImageFilter.All()),
        indexEntries,
        diskBytes,
        runtime.totalMemory() - runtime.freeMemory(),
        seconds,
        restoreSeconds);
  }

  private static void draw(List<Sample> samples) {
    String chart = System.getProperty("weft.views.chart");
    if (chart != null) {
      LineChart.write(
          Path.of(chart),
          "Size of the views while images pass through",
          of(samples, each -> each.images() / 1e6),
          "images that have come, in millions",
          List.of(
              new Panel("images in the views", of(samples, Sample::kept)),
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
        "%d images\t%d kept\t%d index entries\t%.1f MB of disk\t%.1f MB of heap\t%.1f s\t%.2f s to"
            + " restore%n",
        sample.images(),
        sample.kept(),
        sample.indexEntries(),
        sample.diskBytes() / 1e6,
        sample.heapBytes() / 1e6,
        sample.seconds(),
        sample.restoreSeconds());
  }
}
