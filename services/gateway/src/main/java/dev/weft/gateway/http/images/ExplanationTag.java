package dev.weft.gateway.http.images;

import dev.weft.base.Sha256;
import dev.weft.gateway.explain.ExplanationRequest;
import jakarta.ws.rs.core.EntityTag;

/** An explanation's entity tag, known before it is made: the question decides the answer. */
final class ExplanationTag {

  /** Counts how pictures and numbers have looked: one more whenever either changes. */
  private static final int FORM = 1;

  private ExplanationTag() {}

  /**
   * The tag.
   *
   * @param content what tells the image's bytes from others
   * @param size of the picture; 0 for numbers
   */
  static EntityTag of(ExplanationRequest question, String content, int size) {
    // The label comes last: it is the one part that may hold anything.
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
