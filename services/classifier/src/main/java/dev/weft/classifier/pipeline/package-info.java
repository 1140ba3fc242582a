/**
 * Composes the stages from an upload event to a committed answer: {@code consume}, {@code prepare},
 * {@code batch}, and back to {@code consume} for the commit; {@code shadow} and {@code synchronous}
 * beside them.
 *
 * <p>One thread, the {@linkplain dev.weft.classifier.pipeline.Pipeline poll thread}, owns the
 * consumer, the transactional producer and all bookkeeping, which therefore has no locks. Images
 * are fetched and decoded on a pool, run by the engine on its own thread, and handed back as a
 * {@link dev.weft.classifier.inflight.ImageOutcome}. Outcomes leave in the order of their offsets,
 * those of all partitions that are ready in one transaction together with the offsets they answer.
 */
package dev.weft.classifier.pipeline;
