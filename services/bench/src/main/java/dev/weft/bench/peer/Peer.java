package dev.weft.bench.peer;

import dev.weft.bench.process.JavaProcess;
import dev.weft.benchpeer.loop.LoopApplication;
import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that Weft is compared with. Both are at least once, and do the same with an image. */
enum Peer {
  /** One loop with Kafka's own clients. */
  LOOP("loop", "a plain consumer loop", "peer", "ratio", "processorRatio") {
    @Override
    List<String> program(Context context) {
      return List.of("-cp", System.getProperty("java.class.path"), LoopApplication.class.getName());
    }
  },

  /** An application on Quarkus with SmallRye Reactive Messaging. */
  QUARKUS(
      "Quarkus", "an application on Quarkus", "quarkus", "quarkusRatio", "quarkusProcessorRatio") {
    @Override
    List<String> program(Context context) {
      Path jar = context.home().resolve(JAR);
      if (!Files.exists(jar)) {
        throw new CliException(
            ExitCode.CANNOT_START,
            "the peer on Quarkus has not been built: missing " + jar,
            "run `weft build`");
      }
      return List.of("-jar", jar.toString());
    }
  };

  private static final String JAR = "services/bench-peer/target/quarkus-app/quarkus-run.jar";

  private final String title;
  private final String description;
  private final String field;
  private final String ratioField;
  private final String processorRatioField;

  Peer(
      String title,
      String description,
      String field,
      String ratioField,
      String processorRatioField) {
    this.title = title;
    this.description = description;
    this.field = field;
    this.ratioField = ratioField;
    this.processorRatioField = processorRatioField;
  }

  /** Main class or archive, with the class path. */
  abstract List<String> program(Context context);

  /**
   * Arguments of its JVM.
   *
   * @throws CliException if it is not built
   */
  List<String> arguments(Context context) {
    List<String> arguments = new ArrayList<>(JavaProcess.options(context.env()));
    arguments.addAll(program(context));
    return arguments;
  }

  /** Name in a table. */
  String title() {
    return title;
  }

  /** What it is, in a sentence. */
  String description() {
    return description;
  }

  /** Name of its figures in JSON, and of its process. */
  String field() {
    return field;
  }

  /** Name in JSON of Weft's throughput relative to its own. */
  String ratioField() {
    return ratioField;
  }

  /** Name in JSON of Weft's processor time relative to its own. */
  String processorRatioField() {
    return processorRatioField;
  }

  /** Topic that it reads. */
  String uploads() {
    return field + ".images.uploaded";
  }

  /** Topic that it writes. */
  String answers() {
    return field + ".images.classified";
  }
}
