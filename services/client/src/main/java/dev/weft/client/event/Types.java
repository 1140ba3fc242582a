package dev.weft.client.event;

import java.util.Map;

/** The names of event types in the stream. */
final class Types {
  static final Map<String, Class<? extends ImageEvent>> BY_NAME =
      Map.of(
          "image-uploaded", ImageEvent.Uploaded.class,
          "image-classified", ImageEvent.Classified.class,
          "image-rejected", ImageEvent.Rejected.class,
          "image-failed", ImageEvent.Failed.class,
          "image-labeled", ImageEvent.Labeled.class,
          "image-unlabeled", ImageEvent.Unlabeled.class);

  private Types() {}
}
