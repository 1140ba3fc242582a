package dev.weft.chaos.workload;

import dev.weft.chaos.history.Operation.OffsetCommitted;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Decodes groups' commits from the broker's log: the key names group, topic and partition, the
 * value starts with the offset. The format is that of Kafka's {@code OffsetCommitKey} and {@code
 * OffsetCommitValue}, whose later versions append fields.
 */
final class GroupCommits {

  /** The broker's internal topic. */
  static final String TOPIC = "__consumer_offsets";

  /** Keys with later versions are about the group itself. */
  private static final int LAST_KEY_OF_OFFSETS = 1;

  private GroupCommits() {}

  /** Returns the commit; empty if the record is about something else. */
  static Optional<OffsetCommitted> of(byte[] key, byte[] value, Instant at) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      ByteBuffer from = ByteBuffer.wrap(key);
      if (from.getShort() > LAST_KEY_OF_OFFSETS) {
        return Optional.empty();
      }
      String group = text(from);
      String topic = text(from);
      int partition = from.getInt();
      return Optional.of(new OffsetCommitted(group, topic, partition, offset(value), at));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "a record of "
              + TOPIC
              + " is shorter than expected; the broker may be newer than supported",
          e);
    }
  }

  private static Long offset(byte[] value) {
    if (value == null) {
      return null;
    }
    ByteBuffer from = ByteBuffer.wrap(value);
    from.getShort();
    return from.getLong();
  }

  private static String text(ByteBuffer from) {
    byte[] bytes = new byte[from.getShort()];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
