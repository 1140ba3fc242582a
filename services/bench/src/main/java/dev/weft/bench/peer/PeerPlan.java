package dev.weft.bench.peer;

import java.util.List;

/**
 * Sizes of a comparison.
 *
 * @param images images of each round at full load
 * @param singles images of each round one at a time
 * @param warmUp images before, which are not measured
 * @param unanswered largest number of images without an answer at full load
 * @param batch the largest batch of each
 * @param rounds number of starts of each
 * @param peers what Weft is compared with, in the order of their turns
 */
record PeerPlan(
    int images, int singles, int warmUp, int unanswered, int batch, int rounds, List<Peer> peers) {

  PeerPlan {
    peers = List.copyOf(peers);
  }
}
