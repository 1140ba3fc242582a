package dev.weft.trainer.report;

import java.util.List;

/**
 * The version's lineage.
 *
 * @param parent version that served when the training started; null if none
 * @param base id of the base that it was trained from
 * @param from the version or base that this id belongs to, such as {@code imagenet:1}
 * @param tried the bases that were compared, best first; empty if the base was given
 * @param dataset the named data set; null if it used the model's labels
 * @param code the version of Weft
 * @param hardware processor or GPU, and the library that computed on it
 */
public record Lineage(
    Integer parent,
    String base,
    String from,
    List<TriedBase> tried,
    String dataset,
    String code,
    String hardware) {
  public Lineage {
    tried = List.copyOf(tried);
  }
}
