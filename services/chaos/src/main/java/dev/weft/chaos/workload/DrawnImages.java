package dev.weft.chaos.workload;

import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drawn garments: few different drawings, since they are expensive, but each image has unique
 * bytes.
 */
public final class DrawnImages implements Images {
  private static final List<String> LABELS = List.of("dress", "hat", "pants", "shoes");
  private static final int DRAWINGS = 120;
  private static final int AFTER_START = 2;

  private final Garments garments = Garments.seeded(43);
  private final Map<Integer, byte[]> drawn = new ConcurrentHashMap<>();

  @Override
  public Sample number(long number) {
    int index = (int) Math.floorMod(number, (long) DRAWINGS);
    Garment garment = garments.draw(LABELS.get(index % LABELS.size()), index);
    byte[] jpeg = drawn.computeIfAbsent(index, i -> garment.jpeg());
    return new Sample(
        commented(jpeg, "number " + number), "image/jpeg", LABELS.get(index % LABELS.size()));
  }

  /** Adds a JPEG comment, which every reader skips. */
  private static byte[] commented(byte[] jpeg, String text) {
    byte[] comment = text.getBytes(StandardCharsets.US_ASCII);
    int length = comment.length + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + length + 2);
    out.write(jpeg, 0, AFTER_START);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) (length >> 8), (byte) length});
    out.writeBytes(comment);
    out.write(jpeg, AFTER_START, jpeg.length - AFTER_START);
    return out.toByteArray();
  }
}
