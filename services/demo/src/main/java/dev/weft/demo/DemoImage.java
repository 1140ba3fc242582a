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
 * @param name display name
 * @param label its label, if known
 * @param drawn whether it is one of the project's own drawings
 * @param source creates the upload
 */
record DemoImage(
    String id, String name, Optional<String> label, boolean drawn, Supplier<Upload> source)
    implements Publisher.Item {

  @Override
  public Upload upload(Map<String, String> tags) {
    return source.get().id(id).tags(tags);
  }
}
