package dev.weft.gateway.http.images;

import dev.weft.base.Sha256;
import dev.weft.gateway.explain.ExplanationRequest;
import jakarta.ws.rs.core.EntityTag;

/**
 * The entity tag of an explanation, which depends on the request alone and so is known before the
 * explanation is made.
 */
final class ExplanationTag {

  /** Version of the appearance of pictures and numbers; incremented whenever either changes. */
  private static final int FORM = 1;

  private ExplanationTag() {}

  /**
   * Computes the tag.
   *
   * @param content identifies the image's content
   * @param size of the picture; 0 for numbers
   */
  static EntityTag of(ExplanationRequest question, String content, int size) {
    // The label comes last, since it may contain any character.
    String decided =
        "%d %s %s %d %s"
            .formatted(
                FORM,
                content,
                question.model(),
                size,
                question.label() == null ? "" : "=" + question.label());
    return new EntityTag(Sha256.hex(decided, 16));
  }
}
