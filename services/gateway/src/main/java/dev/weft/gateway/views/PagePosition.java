package dev.weft.gateway.views;

import dev.weft.events.ImageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * An image's position in every list: newest first, then by id.
 *
 * @param rank decreases with the upload's time: {@link Long#MAX_VALUE} minus its nanoseconds since
 *     1970
 * @param imageId the image
 */
public record PagePosition(long rank, String imageId) implements Comparable<PagePosition> {

  private static final Comparator<PagePosition> ORDER =
      Comparator.comparingLong(PagePosition::rank).thenComparing(PagePosition::imageId);
  private static final long NANOS = 1_000_000_000L;
  private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;

  public PagePosition {
    ImageId.require(imageId);
    if (rank < 0) {
      throw new IllegalArgumentException("rank must not be negative, but is " + rank);
    }
  }

  public static PagePosition of(ImageView view) {
    return new PagePosition(age(view.listedAt()), view.imageId());
  }

  private static long age(Instant instant) {
    long second = Math.max(0, Math.min(LAST_SECOND, instant.getEpochSecond()));
    return Long.MAX_VALUE - (second * NANOS + instant.getNano());
  }

  /** Encodes the position as an opaque cursor. */
  public String toCursor() {
    byte[] id = imageId.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = ByteBuffer.allocate(Long.BYTES + id.length).putLong(rank).put(id).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Decodes a {@link #toCursor()}; empty if it is invalid. */
  public static Optional<PagePosition> ofCursor(String cursor) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (bytes.remaining() <= Long.BYTES) {
        return Optional.empty();
      }
      long rank = bytes.getLong();
      String id = StandardCharsets.US_ASCII.decode(bytes).toString();
      return Optional.of(new PagePosition(rank, id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(PagePosition other) {
    return ORDER.compare(this, other);
  }
}
