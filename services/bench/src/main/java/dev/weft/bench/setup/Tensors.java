package dev.weft.bench.setup;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Images decoded in advance, in batches for the engine.
 *
 * @param batches each {@code [n, 3, height, width]}
 * @param lengthOfOne number of floats of an image
 */
public record Tensors(List<FloatBuffer> batches, int lengthOfOne) {
  public Tensors {
    batches = List.copyOf(batches);
  }

  /**
   * @throws CliException if a file is not a valid image
   */
  public static Tensors decode(
      List<byte[]> files, ImageReader reader, Preprocessing preprocessing, int batch) {
    List<FloatBuffer> batches = new ArrayList<>();
    for (int from = 0; from < files.size(); from += batch) {
      List<byte[]> some = files.subList(from, Math.min(files.size(), from + batch));
      FloatBuffer out = allocate(some.size() * preprocessing.tensorLength());
      some.forEach(file -> read(file, reader, preprocessing, out));
      batches.add(out.flip());
    }
    return new Tensors(batches, preprocessing.tensorLength());
  }

  public static FloatBuffer allocate(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  public static void read(
      byte[] file, ImageReader reader, Preprocessing preprocessing, FloatBuffer out) {
    ImageReading reading = reader.read(file, preprocessing, out);
    if (!(reading instanceof ImageReading.Read)) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read one of the images: " + reading,
          "use a folder of valid photographs");
    }
  }

  /** Returns the number of images in a batch. */
  public int size(FloatBuffer batch) {
    return batch.remaining() / lengthOfOne;
  }

  public int images() {
    return batches.stream().mapToInt(this::size).sum();
  }
}
