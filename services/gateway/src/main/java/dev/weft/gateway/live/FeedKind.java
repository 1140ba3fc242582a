package dev.weft.gateway.live;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Kind of an event in the feed. */
public enum FeedKind {
  /** An image was uploaded. */
  UPLOADED,
  /** A version has classified an image, in any role. */
  CLASSIFIED,
  /** An image can never be classified. */
  REJECTED,
  /** A candidate failed to classify an image; another version answers it. */
  FAILED,
  /** A label was given or removed. */
  LABELED;

  /** The kinds that are answers to an image. */
  public static final Set<FeedKind> ANSWERS =
      Collections.unmodifiableSet(EnumSet.of(CLASSIFIED, REJECTED));

  /** The name in queries, such as {@code uploaded}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with this {@link #code()}; empty if there is none. */
  public static Optional<FeedKind> ofCode(String code) {
    for (FeedKind kind : values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The kind of an event; empty for one that is not about an image. */
  static Optional<FeedKind> of(WeftEvent event) {
    if (event instanceof ImageUploaded) {
      return Optional.of(UPLOADED);
    } else if (event instanceof ImageClassified) {
      return Optional.of(CLASSIFIED);
    } else if (event instanceof ImageRejected) {
      return Optional.of(REJECTED);
    } else if (event instanceof ImageFailed) {
      return Optional.of(FAILED);
    } else if (event instanceof ImageLabeled) {
      return Optional.of(LABELED);
    }
    return Optional.empty();
  }
}
