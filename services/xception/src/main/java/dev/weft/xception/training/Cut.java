package dev.weft.xception.training;

import dev.weft.xception.network.Block;
import dev.weft.xception.network.Xception;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The boundary of the frozen part of the network. Blocks before it are computed once for each image
 * ({@link Prefix}); those after it are trained ({@link Tail}).
 *
 * @param index the index of the first trained block, 0 for all
 */
public record Cut(int index) {

  /** All blocks are trained. */
  public static final Cut ALL = new Cut(0);

  public Cut {
    if (index < 0 || index >= Xception.blocks().size()) {
      throw new IllegalArgumentException("there is no block at " + index);
    }
  }

  /**
   * Parses {@code all}, or the name of the first trained block, {@code block1} to {@code block14}.
   *
   * @throws IllegalArgumentException listing the valid values, if it is neither
   */
  public static Cut before(String from) {
    List<Block> blocks = Xception.blocks();
    if (from.equals("all")) {
      return ALL;
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).name().equals(from)) {
        return new Cut(i);
      }
    }
    throw new IllegalArgumentException(
        "there is no block %s to train from; available are all, %s"
            .formatted(from, blocks.stream().map(Block::name).collect(Collectors.joining(", "))));
  }

  /** The first trained block. */
  public String from() {
    return Xception.blocks().get(index).name();
  }

  List<Block> frozen() {
    return Xception.blocks().subList(0, index);
  }

  /** The trained blocks. */
  public List<Block> trained() {
    return Xception.blocks().subList(index, Xception.blocks().size());
  }

  @Override
  public String toString() {
    return index == 0 ? "all" : from();
  }
}
