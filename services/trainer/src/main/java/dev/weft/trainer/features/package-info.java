/**
 * Images through a frozen base, once each: {@link dev.weft.trainer.features.ImagePass} fetches,
 * decodes and batches, {@link dev.weft.trainer.features.FeatureExtraction} keeps what the base says
 * in a {@link dev.weft.trainer.features.FeatureSet}, of which the object store has the segments and
 * this machine a memory-mapped copy.
 */
package dev.weft.trainer.features;
