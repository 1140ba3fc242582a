package dev.weft.chaos.check;

import java.util.Objects;

/**
 * A promise that was not kept.
 *
 * @param rule which
 * @param subject that it is about, such as an image's id
 * @param detail what was seen, with its values and positions
 */
public record Finding(Rule rule, String subject, String detail) {
  public Finding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(detail, "detail");
  }
}
