/**
 * Pooled features of images by a frozen base, each computed once: {@link
 * dev.weft.features.ImagePass} fetches, decodes and batches images, and {@link
 * dev.weft.features.FeatureExtraction} adds the base's features to a {@link
 * dev.weft.features.FeatureSet}, whose segments are in the object store, with a memory-mapped copy
 * on this machine.
 */
package dev.weft.features;
