package dev.weft.cli.demo;

import dev.weft.cli.client.Upload;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.publish.Publisher;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An image of the demo.
 *
 * @param id its id
 * @param name how it is shown
 * @param label what is on it, where that is known
 * @param drawn whether the project drew it itself
 * @param source uploads it
 */
record DemoImage(
    String id,
    String name,
    Optional<String> label,
    boolean drawn,
    BiFunction<WeftClient, Map<String, String>, Upload> source)
    implements Publisher.Item {

  @Override
  public Upload upload(WeftClient client, Map<String, String> tags) {
    return source.apply(client, tags);
  }
}
