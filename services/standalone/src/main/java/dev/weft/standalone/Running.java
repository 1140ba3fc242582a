package dev.weft.standalone;

import java.nio.file.Path;

/**
 * What {@link Main} started before Quarkus, which creates its beans itself and therefore looks this
 * up.
 *
 * @param place addresses of all parts
 * @param data the data directory
 * @param foundation broker and store
 */
record Running(StandaloneAddresses place, Path data, EmbeddedBackends foundation) {
  private static Running current;

  static synchronized void set(Running running) {
    current = running;
  }

  static synchronized Running get() {
    if (current == null) {
      throw new IllegalStateException("this application is started by its Main");
    }
    return current;
  }
}
