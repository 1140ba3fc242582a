package dev.weft.systemtests;

import java.net.URI;

/** Whom requests are sent to. */
@FunctionalInterface
public interface Server {

  /** The address of something that it serves, such as {@code /v1/images}. */
  URI uri(String path);
}
