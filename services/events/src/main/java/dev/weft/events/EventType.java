package dev.weft.events;

import java.util.Arrays;
import java.util.Optional;

/** The one table of what belongs together: record, CloudEvents type, schema and topic. */
public enum EventType {
  IMAGE_UPLOADED(
      ImageUploaded.class, "weft.image.uploaded.v1", "image-uploaded.v1", Topics.IMAGES_UPLOADED),
  IMAGE_CLASSIFIED(
      ImageClassified.class,
      "weft.image.classified.v1",
      "image-classified.v1",
      Topics.IMAGES_CLASSIFIED),
  IMAGE_REJECTED(
      ImageRejected.class, "weft.image.rejected.v1", "image-rejected.v1", Topics.IMAGES_REJECTED);

  private final Class<? extends WeftEvent> record;
  private final String ceType;
  private final String schema;
  private final String topic;

  EventType(Class<? extends WeftEvent> record, String ceType, String schema, String topic) {
    this.record = record;
    this.ceType = ceType;
    this.schema = schema;
    this.topic = topic;
  }

  /** The record that carries it. */
  public Class<? extends WeftEvent> record() {
    return record;
  }

  /** CloudEvents {@code type}, such as {@code weft.image.uploaded.v1}. */
  public String ceType() {
    return ceType;
  }

  /** Name of the schema, such as {@code image-uploaded.v1}. */
  public String schema() {
    return schema;
  }

  /** Its home, one of {@link Topics}. */
  public String topic() {
    return topic;
  }

  /** The type of a record class. */
  public static EventType of(Class<? extends WeftEvent> record) {
    return Arrays.stream(values())
        .filter(type -> type.record == record)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(record + " is no event"));
  }

  /** The type that CloudEvents header {@code ce_type} names; empty if none does. */
  public static Optional<EventType> ofCeType(String ceType) {
    return Arrays.stream(values()).filter(type -> type.ceType.equals(ceType)).findFirst();
  }
}
