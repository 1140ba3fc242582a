package dev.weft.xception.network;

/** What a block adds to the output of its main path. */
public sealed interface Shortcut {

  /** Nothing is added. */
  record None() implements Shortcut {}

  /** The block's own input. */
  record Identity() implements Shortcut {}

  /** The block's input through a 1x1 convolution of stride 2 and a batch norm. */
  record Projection(Layer.Conv conv, Layer.BatchNorm norm) implements Shortcut {}
}
