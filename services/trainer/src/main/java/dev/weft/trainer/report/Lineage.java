package dev.weft.trainer.report;

import java.util.List;

/**
 * Where the version comes from.
 *
 * @param parent version that served when the training began; null if none
 * @param base id of the network that it was trained on from
 * @param from the version or base that this network is of, such as {@code imagenet:1}
 * @param tried what else it might have started from, itself included, the best first; empty if that
 *     was not left open
 * @param dataset the named data set that it was on; null for the labels that there were
 * @param code version of Weft
 * @param hardware processor or GPU, and what computed on it
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
