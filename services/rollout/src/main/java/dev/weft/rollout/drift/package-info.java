/**
 * Drift detection: compares live images with those that a version was trained on. {@link
 * dev.weft.rollout.drift.DriftWatch} evaluates one sample, {@link
 * dev.weft.rollout.drift.DriftRounds} repeats that at an interval.
 */
package dev.weft.rollout.drift;
