/**
 * Live images held against those that a version learned from: {@link
 * dev.weft.rollout.drift.DriftWatch} says what follows from a look, {@link
 * dev.weft.rollout.drift.DriftRounds} looks again and again.
 */
package dev.weft.rollout.drift;
