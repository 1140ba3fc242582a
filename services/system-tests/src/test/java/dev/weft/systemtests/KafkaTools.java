package dev.weft.systemtests;

import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line tools of the Kafka distribution, started from their jars under the usual names.
 */
final class KafkaTools {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final Map<String, String> CLASSES =
      Map.of(
          "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer",
          "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer");

  private KafkaTools() {}

  /** Writes a script for each tool. */
  static void shims(Path bin) throws IOException {
    Files.createDirectories(bin);
    for (Map.Entry<String, String> tool : CLASSES.entrySet()) {
      Path script =
          Files.writeString(
              bin.resolve(tool.getKey()),
              "#!/bin/sh\nexec '%s' -cp '%s' %s \"$@\"\n"
                  .formatted(JAVA, CLASS_PATH, tool.getValue()));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Names of Weft's topics. */
  static List<String> topics() {
    List<String> topics = new ArrayList<>();
    for (Field field : Topics.class.getFields()) {
      try {
        topics.add((String) field.get(null));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return topics;
  }
}
