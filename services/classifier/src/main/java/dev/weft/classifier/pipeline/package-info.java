/**
 * Connects the stages from an upload event to a committed answer: {@code consume}, {@code prepare},
 * {@code batch}, and back to {@code consume} for the commit; {@code shadow} and {@code synchronous}
 * run beside them.
 *
 * <p>One thread, the {@linkplain dev.weft.classifier.pipeline.Pipeline poll thread}, owns the
 * consumer, the transactional producer and all bookkeeping, which therefore needs no locks. Images
 * are fetched and decoded on a pool, run by the engine on its own thread, and returned as a {@link
 * dev.weft.classifier.inflight.ImageOutcome}. Outcomes are sent in the order of their offsets;
 * those of all partitions that are ready share one transaction with the offsets that they answer.
 */
package dev.weft.classifier.pipeline;
