/**
 * Live images to measurements: events about images meet by id in {@link
 * dev.weft.rollout.measure.MeasureStreams}, which says in {@code weft.models.measured} what each
 * version did in each window of time; {@link dev.weft.rollout.measure.MeasuredTopic} reads that and
 * sums it up.
 */
package dev.weft.rollout.measure;
