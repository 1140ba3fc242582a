package dev.weft.bench.decode;

import dev.weft.bench.setup.Narration;
import dev.weft.bench.setup.Tensors;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

/**
 * Measures decoders in turn, in several rounds. The minimum of all rounds counts: other programs on
 * the machine can only add to processor time, and the JVM's compilers are done in the last rounds.
 */
final class DecodeBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Preprocessing TENSOR = Preprocessing.XCEPTION;

  /** Enough for the steps in which a system counts the time of processes, at any size. */
  private static final long PIXELS_A_ROUND = 100_000_000;

  private final ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
  private final FloatBuffer tensor = Tensors.allocate(TENSOR.tensorLength());
  private final Narration narration;
  private final Path tiny;
  private final boolean withDjpeg;
  private final int rounds;

  /**
   * @param tiny the smallest of JPEGs, which takes djpeg as long as it takes to start
   */
  DecodeBench(Narration narration, Path tiny, boolean withDjpeg, int rounds) {
    this.narration = narration;
    this.tiny = tiny;
    this.withDjpeg = withDjpeg;
    this.rounds = rounds;
  }

  DecodeResult run(List<DecodedFiles> sets) {
    List<DecodeResult.Row> rows = new ArrayList<>();
    for (DecodedFiles set : sets) {
      narration.step("decoding " + set.what() + " of " + set.width() + "x" + set.height());
      rows.add(measure(set));
    }
    return new DecodeResult(TENSOR.width(), TENSOR.height(), rounds, rows);
  }

  private DecodeResult.Row measure(DecodedFiles set) {
    int eighths = Djpeg.eighths(set.width(), set.height(), TENSOR.width(), TENSOR.height());
    long pixels = (long) set.files().size() * set.width() * set.height();
    int times = (int) Math.max(1, PIXELS_A_ROUND / pixels);
    int images = times * set.files().size();
    List<Path> paths =
        Collections.nCopies(times, set.paths()).stream().flatMap(List::stream).toList();
    List<Path> tinies = Collections.nCopies(images, tiny);
    double weft = Double.MAX_VALUE;
    double jdk = Double.MAX_VALUE;
    double djpeg = Double.MAX_VALUE;
    double start = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      weft = Math.min(weft, ofThisThread(() -> weft(set, times)));
      jdk = Math.min(jdk, ofThisThread(() -> jdk(set)) * times);
      if (withDjpeg) {
        djpeg = Math.min(djpeg, Djpeg.millis(paths, eighths));
        start = Math.min(start, Djpeg.millis(tinies, eighths));
      }
    }
    return new DecodeResult.Row(
        set,
        weft / images,
        jdk / images,
        withDjpeg ? OptionalDouble.of((djpeg - start) / images) : OptionalDouble.empty(),
        eighths);
  }

  private void weft(DecodedFiles set, int times) {
    for (int i = 0; i < times; i++) {
      set.files().forEach(file -> Tensors.read(file, reader, TENSOR, tensor.clear()));
    }
  }

  private static void jdk(DecodedFiles set) {
    try {
      for (byte[] file : set.files()) {
        ImageIO.read(new ByteArrayInputStream(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the processor time of some work in milliseconds. */
  private static double ofThisThread(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
