package dev.weft.imaging.bench;

import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/**
 * Prints the processor time of reading an image on one core, which other load on the machine does
 * not affect, next to the time the JDK takes to decode the same file without resizing it.
 *
 * <pre>java -cp services/imaging/target/classes dev.weft.imaging.bench.DecodeBenchmark [FILE...]
 * </pre>
 *
 * <p>Without files: a 12-megapixel picture as baseline and progressive JPEG and as PNG, and a small
 * one of 400x533, generated with a camera's grain.
 */
public final class DecodeBenchmark {
  private static final int RUNS = 25;

  private final ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
  private final FloatBuffer tensor = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());

  private DecodeBenchmark() {}

  public static void main(String[] files) throws Exception {
    var benchmark = new DecodeBenchmark();
    System.out.println(ImageReaders.describe());
    System.out.println("median of " + RUNS + " runs, processor time of one thread");
    if (files.length == 0) {
      benchmark.compare("12 MP JPEG", GrainyPicture.jpeg(4_000, 3_000, false));
      benchmark.compare("12 MP progressive JPEG", GrainyPicture.jpeg(4_000, 3_000, true));
      benchmark.compare("12 MP PNG", GrainyPicture.png(4_000, 3_000));
      benchmark.compare("400x533 JPEG", GrainyPicture.jpeg(400, 533, false));
    }
    for (String file : files) {
      benchmark.compare(file, Files.readAllBytes(Path.of(file)));
    }
  }

  private void compare(String name, byte[] file) throws Exception {
    double weft = median(() -> read(file));
    double jdk = median(() -> ImageIO.read(new ByteArrayInputStream(file)));
    System.out.printf(
        "%-24s %,9d bytes  Weft, decode and resize %7.2f ms   JDK, decode only %7.2f ms%n",
        name, file.length, weft, jdk);
  }

  private ImageReading read(byte[] file) throws IOException {
    ImageReading reading = reader.read(file, Preprocessing.XCEPTION, tensor.clear());
    if (!(reading instanceof ImageReading.Read)) {
      throw new IOException("cannot be read: " + reading);
    }
    return reading;
  }

  private static double median(Callable<?> work) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    double[] millis = new double[RUNS];
    for (int i = -RUNS; i < RUNS; i++) {
      long start = threads.getCurrentThreadCpuTime();
      work.call();
      if (i >= 0) {
        millis[i] = (threads.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[RUNS / 2];
  }
}
