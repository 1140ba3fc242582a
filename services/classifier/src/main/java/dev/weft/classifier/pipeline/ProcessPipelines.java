package dev.weft.classifier.pipeline;

import dev.weft.classifier.prepare.ByteBudget;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The pipelines of one process, one per model, which share its cores and its memory for encoded
 * images. Thread-safe.
 */
public final class ProcessPipelines {

  private final ByteBudget fetched;
  private final Collection<Pipeline> pipelines = new ConcurrentLinkedQueue<>();

  /**
   * @param maxFetchedBytes limit of encoded images in memory, over all pipelines
   */
  public ProcessPipelines(long maxFetchedBytes) {
    this.fetched = new ByteBudget(maxFetchedBytes);
  }

  ByteBudget fetched() {
    return fetched;
  }

  public void add(Pipeline pipeline) {
    pipelines.add(pipeline);
  }

  /** Whether no image of any model is in progress. */
  public boolean areIdle() {
    return pipelines.stream().allMatch(Pipeline::isIdle);
  }
}
