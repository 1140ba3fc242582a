package dev.weft.xception.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A main path and its shortcut; the sum of both is the block's output.
 *
 * @param name {@code block1} to {@code block14}
 * @param layers the layers of the main path, in order
 * @param shortcut what is added to the main path's output
 */
public record Block(String name, List<Layer> layers, Shortcut shortcut) {
  public Block {
    layers = List.copyOf(layers);
  }

  /** All layers, those of the main path first. */
  public Stream<Layer> allLayers() {
    if (shortcut instanceof Shortcut.Projection projection) {
      return Stream.concat(layers.stream(), Stream.of(projection.conv(), projection.norm()));
    }
    return layers.stream();
  }
}
