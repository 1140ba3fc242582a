/**
 * ONNX Runtime on processors and GPUs; and what else is asked of a graph: class maps, features,
 * activations and their ranges.
 */
package dev.weft.xception.engine.onnx;
