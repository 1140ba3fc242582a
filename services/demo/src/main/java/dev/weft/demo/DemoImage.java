package dev.weft.demo;

import dev.weft.client.Upload;
import dev.weft.console.publish.Publisher;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An image of the demo.
 *
 * @param id its id
 * @param name how it is shown
 * @param label what is on it, where that is known
 * @param drawn whether the project drew it itself
 * @param source what is uploaded
 */
record DemoImage(
    String id, String name, Optional<String> label, boolean drawn, Supplier<Upload> source)
    implements Publisher.Item {

  @Override
  public Upload upload(Map<String, String> tags) {
    return source.get().id(id).tags(tags);
  }
}
