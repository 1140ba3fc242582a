/**
 * ONNX Runtime on processors and GPUs, for inference, class maps, features, activations and their
 * ranges.
 */
package dev.weft.xception.engine.onnx;
