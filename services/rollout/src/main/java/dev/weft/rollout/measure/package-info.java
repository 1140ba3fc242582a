/**
 * Measurement of live images: {@link dev.weft.rollout.measure.MeasureStreams} joins events by image
 * id and publishes to {@code weft.models.measured} what each version did in each time window;
 * {@link dev.weft.rollout.measure.MeasuredTopic} reads and aggregates that.
 */
package dev.weft.rollout.measure;
